package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table, as users name it: {@code orders}, {@code shop.orders} or with backticks.
 *
 * @param database empty for the current one
 */
record TableName(String database, String table) {

  private static final String PART = "(?:`((?:[^`]|``)+)`|([^`.;\\s]+))";
  private static final Pattern FORM = Pattern.compile("(?:" + PART + "\\.)?" + PART + ";?");

  /**
   * Reads a name.
   *
   * @throws UserError when it is none
   */
  static TableName of(String written) {
    Matcher parts = FORM.matcher(written);
    if (!parts.matches()) {
      throw UserError.usage(
          "'" + written + "' names no table. Say TABLE or DATABASE.TABLE; `...` quotes a part.");
    }
    return new TableName(
        part(parts.group(1), parts.group(2)), part(parts.group(3), parts.group(4)));
  }

  private static String part(String quoted, String bare) {
    if (quoted != null) {
      return quoted.replace("``", "`");
    }
    return bare == null ? "" : bare;
  }

  /** It as MariaDB's SQL, quoted. */
  String quoted() {
    return quoted(MariaDb.DIALECT.notation());
  }

  /** It as SQL, quoted. */
  String quoted(Dialect.Notation notation) {
    String name = notation.quote(table);
    return database.isEmpty() ? name : notation.quote(database) + "." + name;
  }

  /** A name as MariaDB's SQL, quoted. */
  static String quote(String name) {
    return MariaDb.DIALECT.notation().quote(name);
  }
}
