package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database whose driver is resolved in a cell. */
@ExtendWith(LeakCheck.class)
@Timeout(240)
class SqlDriverInCulvertTest {

  @Test
  void theErrorOfAMissingDriverGivesTheLineThatBringsIt() throws Exception {
    try (TestKernel kernel = BuiltKernel.start()) {
      Cell missing = kernel.execute("%sql connect lab jdbc:h2:mem:lab");
      assertThat(missing.reply().text("ename")).isEqualTo("SqlError");
      String said = missing.reply().text("evalue");
      assertThat(said).contains("\n//DEPS com.h2database:h2:");
      ok(kernel.execute(said.substring(said.indexOf("//DEPS"))));
      ok(kernel.execute("%sql connect lab jdbc:h2:mem:lab"));
      ok(
          kernel.execute(
              "%%sql\nCREATE TABLE books (title TEXT); INSERT INTO books VALUES ('One')"));
      ok(kernel.execute("var df = %sql SELECT title FROM books"));
      assertThat(ok(kernel.execute("df.get(0, 0)")).messages().toString()).contains("One");
      assertThat(kernel.client().complete("%sql SELECT * FROM boo", 22).content().get("matches"))
          .asString()
          .containsIgnoringCase("books");
      ok(kernel.execute("int[] seen = {0};"));
      ok(
          kernel.execute(
              "java.util.function.Consumer<org.dflib.DataFrame> work = rows -> seen[0] +="
                  + " rows.height();"));
      ok(kernel.execute("%sql --stream work SELECT title FROM books\nSystem.out.println(seen[0]);"))
          .stdout("1\n");
      ok(
          kernel.execute(
              "try (var c = dev.culvert.magics.sql.Sql.connection(\"lab\")) { c.isValid(1); }"));
      ok(kernel.execute("%sql close lab"));
    }
  }

  private static Cell ok(Cell cell) {
    assertThat(cell.reply().text("status")).as("%s", cell.reply().content()).isEqualTo("ok");
    return cell;
  }
}
