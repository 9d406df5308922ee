package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Notebook.Variable;
import dev.culvert.api.UserError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dflib.Series;
import org.junit.jupiter.api.Test;

class BoundStatementTest {

  private final Map<String, Object> variables = new HashMap<>();

  @Test
  void bindsNamesAndLeavesEverythingElseAlone() {
    variables.put("id", 7);
    String untouched =
        "select ':id', \":id\", `:id` /* :id */ /*! + :id */, a::id, @x := 1, b:id, 12:30,"
            + " j->'$.id' -- :id\n";
    BoundStatement bound = bind(untouched + " from t where i = :id or i=:id");
    assertThat(bound.sql()).isEqualTo(untouched + " from t where i = ? or i=?");
    assertThat(bound.values()).containsExactly(7, 7);
  }

  @Test
  void listsArraysAndSeriesExpand() {
    variables.put("a", List.of(1, 2, 3));
    variables.put("b", new int[] {4});
    variables.put("c", Series.of("x", "y"));
    BoundStatement bound = bind("select * from t where i in (:a) and j in :b and k in (0, :c)");
    assertThat(bound.sql())
        .isEqualTo("select * from t where i in (?, ?, ?) and j in (?) and k in (0, ?, ?)");
    assertThat(bound.values()).containsExactly(1, 2, 3, 4, "x", "y");
  }

  @Test
  void anEmptyListIsAnEmptyQueryAndNullIsAValue() {
    variables.put("none", List.of());
    variables.put("nil", null);
    variables.put("nils", Arrays.asList(1, null));
    BoundStatement bound = bind("select :nil where 1 in (:none) or 2 not in :none or 3 in (:nils)");
    assertThat(bound.sql())
        .isEqualTo(
            "select ? where 1 in (SELECT NULL FROM DUAL WHERE FALSE)"
                + " or 2 not in (SELECT NULL FROM DUAL WHERE FALSE) or 3 in (?, ?)");
    assertThat(bound.values()).containsExactly(null, 1, null);
    assertThatThrownBy(() -> bind("select 1 in (1, :none)"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the list :none is empty and stands beside other values.");
  }

  @Test
  void anUnknownNameIsOneClearError() {
    assertThatThrownBy(() -> bind("select :missing"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "no variable named 'missing' for :missing. Declare it in a cell before, or quote the"
                + " text if no variable is meant: ':missing'");
  }

  @Test
  void aValueWithoutSqlFormIsRefused() {
    variables.put("x", new Thread());
    assertThatThrownBy(() -> bind("select :x"))
        .hasMessageStartingWith(":x is a java.lang.Thread, which has no SQL form.");
  }

  @Test
  void aBareQuestionMarkBesideVariablesIsRefused() {
    variables.put("x", 1);
    assertThatThrownBy(() -> bind("select ? + :x")).hasMessageContaining("a bare ?");
    assertThat(bind("select '?' + :x").sql()).isEqualTo("select '?' + ?");
  }

  private BoundStatement bind(String sql) {
    return BoundStatement.of(
        SqlScript.split(sql, true).get(0),
        name ->
            variables.containsKey(name)
                ? Optional.of(new Variable(name, variables.get(name)))
                : Optional.empty());
  }
}
