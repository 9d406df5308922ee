package dev.culvert.magics.sql.internal;

import dev.culvert.api.Notebook.Variable;
import dev.culvert.api.UserError;
import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A statement whose {@code :name} are replaced by {@code ?}, and the values to bind.
 *
 * <p>Invariant: no value ever becomes part of the SQL text.
 *
 * @param sql what the driver gets
 * @param values one for each {@code ?}; null is a value
 */
record BoundStatement(String sql, List<Object> values) {

  /** A list without elements: no row is in it, and every row is not in it. */
  private static final String EMPTY_LIST = "SELECT NULL FROM DUAL WHERE FALSE";

  BoundStatement {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  static BoundStatement of(SqlStatement statement, Function<String, Optional<Variable>> variables) {
    if (statement.tokens().stream().noneMatch(token -> token.is(Kind.VARIABLE))) {
      return new BoundStatement(statement.text(), List.of());
    }
    return new Binder(statement, variables).bind();
  }

  /** Binds one statement; used once. */
  private static final class Binder {

    private final String text;
    private final List<SqlToken> tokens;
    private final Function<String, Optional<Variable>> variables;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Binder(SqlStatement statement, Function<String, Optional<Variable>> variables) {
      this.text = statement.text();
      this.tokens = statement.tokens();
      this.variables = variables;
    }

    BoundStatement bind() {
      int copied = 0;
      for (int i = 0; i < tokens.size(); i++) {
        SqlToken token = tokens.get(i);
        if (token.is(Kind.VARIABLE)) {
          sql.append(text, copied, token.start());
          bind(i);
          copied = token.end();
        } else if (token.is(Kind.SYMBOL) && symbol(i).equals("?")) {
          throw UserError.usage(
              "this statement has a bare ? beside :variables. Write a :variable for it.");
        }
      }
      sql.append(text, copied, text.length());
      return new BoundStatement(sql.toString(), values);
    }

    private void bind(int i) {
      String name = tokens.get(i).text(text).substring(1);
      Object value = value(name);
      Optional<List<?>> list = SqlValues.asList(value);
      if (list.isPresent()) {
        bindList(i, name, list.get());
      } else {
        sql.append('?');
        values.add(SqlValues.toBind(name, value));
      }
    }

    private void bindList(int i, String name, List<?> list) {
      boolean inParentheses = symbol(i - 1).equals("(") || symbol(i - 1).equals(",");
      boolean alone = !inParentheses || (symbol(i - 1).equals("(") && symbol(i + 1).equals(")"));
      if (list.isEmpty() && !alone) {
        throw UserError.usage(
            "the list :"
                + name
                + " is empty and stands beside other values."
                + " Put it alone into its parentheses: IN (:"
                + name
                + ")");
      }
      String marks = list.isEmpty() ? EMPTY_LIST : "?" + ", ?".repeat(list.size() - 1);
      sql.append(inParentheses ? marks : "(" + marks + ")");
      list.forEach(element -> values.add(SqlValues.toBind(name, element)));
    }

    private Object value(String name) {
      return variables
          .apply(name)
          .orElseThrow(
              () ->
                  UserError.usage(
                      "no variable named '"
                          + name
                          + "' for :"
                          + name
                          + ". Declare it in a cell before, or quote the text if no variable is"
                          + " meant: ':"
                          + name
                          + "'"))
          .value();
    }

    private String symbol(int i) {
      boolean there = i >= 0 && i < tokens.size();
      return there ? tokens.get(i).text(text) : "";
    }
  }

  /** The elements of an array of any type; for {@link SqlValues}. */
  static List<Object> elements(Object array) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }
}
