package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

  @Test
  void endsStatementsAtSemicolonsOutsideQuotesAndComments() {
    assertThat(split("select 'a;b'; select \"c;\"\"d\" ; select `e;f`;"))
        .containsExactly("select 'a;b'", "select \"c;\"\"d\"", "select `e;f`");
    assertThat(split("select 1 -- one; two\n, 2; # three; four\nselect 3 /* five; */"))
        .containsExactly("select 1 -- one; two\n, 2", "select 3");
  }

  @Test
  void aBackslashEscapesOnlyWhereTheServerSaysSo() {
    assertThat(split("select 'it\\'s; one'; select 2"))
        .containsExactly("select 'it\\'s; one'", "select 2");
    assertThat(texts(SqlScript.split("select 'a\\'; select 2", false)))
        .containsExactly("select 'a\\'", "select 2");
  }

  @Test
  void piecesOfCommentsOnlyAreNoStatements() {
    assertThat(split("; ;\n-- nothing\n/* here */ ;")).isEmpty();
    assertThat(split("select 1; -- the end")).containsExactly("select 1");
  }

  @Test
  void commentsTheServerRunsAreStatements() {
    assertThat(split("/*!50000 set @a = 1 */; select @a"))
        .containsExactly("/*!50000 set @a = 1 */", "select @a");
  }

  @Test
  void twoDashesWithoutABlankAreMinusSigns() {
    assertThat(split("select 5--1; select 2")).containsExactly("select 5--1", "select 2");
  }

  @Test
  void aDelimiterLineChangesWhatEndsAStatement() {
    String script =
        "DELIMITER //\ncreate procedure p() begin select 1; select 2; end//\ndelimiter ;\ncall p();";
    assertThat(split(script))
        .containsExactly("create procedure p() begin select 1; select 2; end", "call p()");
  }

  @Test
  void aRoutineIsOneStatementWithoutADelimiterToo() {
    String body =
        "create or replace definer=`me`@`%` procedure p(n int)\nbegin\n"
            + "  declare x int;\n"
            + "  if n > 1 then set x = case n when 2 then 1 else 0 end; end if;\n"
            + "  case x when 1 then select 1; else select 2; end case;\n"
            + "  while x < 3 do set x = x + 1; end while;\n"
            + "  begin select 3; end;\n"
            + "end";
    assertThat(split(body + "; select 4")).containsExactly(body, "select 4");
    assertThat(split("begin not atomic select 1; end; select 2"))
        .containsExactly("begin not atomic select 1; end", "select 2");
  }

  @Test
  void aTransactionIsSeveralStatements() {
    assertThat(split("begin; insert into t values (case 1 when 1 then 2 end); commit"))
        .containsExactly("begin", "insert into t values (case 1 when 1 then 2 end)", "commit");
    assertThat(split("create table t (begin int); select 1"))
        .containsExactly("create table t (begin int)", "select 1");
  }

  @Test
  void knowsTheLineAStatementBeginsIn() {
    assertThat(SqlScript.split("select 1;\n\n-- x\nselect\n2;", true))
        .extracting(SqlStatement::line)
        .containsExactly(1, 4);
  }

  @Test
  void saysWhereAnUnfinishedQuoteBegins() {
    assertThatThrownBy(() -> split("select 1;\nselect 'abc"))
        .isInstanceOf(UserError.class)
        .hasMessage("the quote ' that begins in line 2 of the SQL is never closed.");
    assertThatThrownBy(() -> split("/* abc"))
        .hasMessage("the comment /* that begins in line 1 of the SQL is never closed.");
  }

  @Test
  void onlyQueriesThatSendTheirRowsToUsAreLimited() {
    assertThat(first("(select 1)").isPlainQuery()).isTrue();
    assertThat(first("with q as (select 1) select * from q").isPlainQuery()).isTrue();
    assertThat(first("select 1 into outfile 'x'").isPlainQuery()).isFalse();
    assertThat(first("insert into t select 1").isPlainQuery()).isFalse();
    assertThat(first("show tables").isPlainQuery()).isFalse();
  }

  private static SqlStatement first(String sql) {
    return SqlScript.split(sql, true).get(0);
  }

  private static List<String> split(String script) {
    return texts(SqlScript.split(script, true));
  }

  private static List<String> texts(List<SqlStatement> statements) {
    return statements.stream().map(SqlStatement::text).toList();
  }
}
