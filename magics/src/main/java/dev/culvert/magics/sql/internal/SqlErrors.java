package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Says what went wrong and what to do, by the server's error number and never by the words of its
 * message, but for the names and the place that stand in it.
 *
 * <p>Invariant: every text passes the redactor, and a cause is only kept when it tells no secret.
 */
final class SqlErrors {

  static final int KILLED = 1317;

  private static final String ERROR = "SqlError";
  private static final int ACCESS_DENIED_TO_DATABASE = 1044;
  private static final int ACCESS_DENIED = 1045;
  private static final int UNKNOWN_DATABASE = 1049;
  static final int UNKNOWN_COLUMN = 1054;
  private static final int SYNTAX = 1064;
  private static final int HOST_NOT_ALLOWED = 1130;
  static final int NO_SUCH_TABLE = 1146;
  private static final int READ_ONLY = 1792;
  private static final int TOO_LONG = 1969;
  private static final int DENIED_WITHOUT_PASSWORD = 1698;
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
  private static final Pattern PLACE =
      Pattern.compile("near '(.*)' at line (\\d+)", Pattern.DOTALL);
  private static final List<String> KEYWORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP",
          "ORDER",
          "HAVING",
          "LIMIT",
          "INSERT",
          "INTO",
          "VALUES",
          "UPDATE",
          "DELETE",
          "CREATE",
          "TABLE",
          "ALTER",
          "DROP",
          "SHOW",
          "DESCRIBE",
          "EXPLAIN",
          "JOIN",
          "UNION",
          "WITH",
          "CALL",
          "GRANT",
          "REPLACE",
          "DATABASE");

  /** H2 repeats the statement and its own code, which is said as every server's is. */
  private static final String H2_STATEMENT = "(?s); SQL statement:\\n.*";

  private static final String NO_CERTIFICATE =
      ", and says the same where the account requires a client certificate (--cert FILE --key FILE)"
          + " or TLS.";

  private static final int MOST_NAMES = 20_000;

  private final ConnectionPlan plan;

  /** Whether error codes are not MariaDB's. */
  private final boolean plain;

  private final Redactor redactor;

  SqlErrors(ConnectionPlan plan, boolean plain, Redactor redactor) {
    this.plan = plan;
    this.plain = plain;
    this.redactor = redactor;
  }

  /** Names from the server, to offer the nearest one. */
  interface Names {
    List<String> ask() throws SQLException;
  }

  /** A connection that could not be made. */
  UserError connecting(SQLException failure, Names databases) {
    if (plan.isPlain()) {
      return error("cannot connect to " + plan.title() + ": " + said(failure), failure);
    }
    String fix =
        switch (failure.getErrorCode()) {
          case ACCESS_DENIED ->
              said(failure)
                  + " Check the user and the password; the server also decides by the"
                  + " host you come from"
                  + (plan.certificate().isPresent() ? "." : NO_CERTIFICATE);
          case DENIED_WITHOUT_PASSWORD ->
              said(failure)
                  + " This account logs in through the server's own socket, not by password: use"
                  + " another account.";
          case ACCESS_DENIED_TO_DATABASE ->
              said(failure)
                  + " The account has no rights there: choose another database, or have"
                  + " them granted.";
          case UNKNOWN_DATABASE ->
              said(failure)
                  + nearest(plan.address().database(), databases)
                  + " Leave it out to connect without one.";
          case HOST_NOT_ALLOWED ->
              said(failure)
                  + " The server admits no one from this machine: go through a host it admits"
                  + " (%tunnel open, then --tunnel NAME).";
          default -> network(failure);
        };
    return error("cannot connect to " + plan.title() + ": " + fix, failure);
  }

  private String network(SQLException failure) {
    String target = plan.server().hostAndPort();
    Throwable root = root(failure);
    if (plan.certificate().isPresent() && endsHandshake(root)) {
      return "the server ended the connection ("
          + root.getMessage()
          + "), as it does when it does not accept the certificate of --cert. It takes those of the"
          + " authorities in its ssl-ca.";
    }
    if (plan.tunnel().isPresent()
        && root instanceof IOException
        && !(root instanceof SSLException)) {
      return root.getMessage() + ".";
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ConnectException) {
        return "nothing listens on "
            + target
            + plan.through()
            + " (connection refused). Is the server running, and is the port right?";
      } else if (at instanceof UnknownHostException) {
        return "no host is named "
            + plan.server().host()
            + ". Check the name; a name behind a bastion needs --tunnel NAME.";
      } else if (at instanceof SocketTimeoutException || at instanceof NoRouteToHostException) {
        return target
            + " does not answer. A firewall may be in the way: %tunnel open, then"
            + " --tunnel NAME.";
      } else if (at instanceof SSLException) {
        return "TLS failed: " + at.getMessage() + " " + tlsFix();
      }
    }
    String text = said(failure);
    if (isWithoutTls(text)) {
      return "the server offers no TLS. " + tlsFix();
    } else if (plan.tls() != TlsMode.OFF && text.contains("ertificate")) {
      return "the server's certificate is not to be trusted as it stands. " + tlsFix();
    }
    return text;
  }

  /**
   * Whether a server did not like the certificate it was shown. By TLS 1.3 it says so when the
   * client has begun to speak, which may see a broken pipe instead.
   */
  private static boolean endsHandshake(Throwable root) {
    String said = String.valueOf(root.getMessage());
    return root instanceof SSLException
        ? said.contains("alert: unknown_ca") || said.matches(".*alert: \\w*certificate\\w*")
        : root.getClass() == SocketException.class || root instanceof EOFException;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static boolean isWithoutTls(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("ssl not enabled in the server") || lower.contains("in clear");
  }

  private String tlsFix() {
    return "Give the server's CA with --ca FILE; --tls verify-ca checks no host name; --tls off"
        + " sends all in clear, which is sound only where nobody can listen.";
  }

  /** A statement that failed, without its place in a script. */
  UserError running(SQLException failure) {
    return error(said(failure) + lost(failure), failure);
  }

  /**
   * A row that the server refused, after which all was undone.
   *
   * @param row which one, as the start of a sentence
   */
  UserError refused(String row, SQLException failure) {
    return error(row + " was refused: " + said(failure) + " Nothing was saved.", failure);
  }

  /**
   * A statement of a script that failed.
   *
   * @param number which one, from 1
   * @param count how many there are
   * @param connection to ask for names; it may be gone
   */
  UserError running(
      SQLException failure, SqlStatement statement, int number, int count, Connection connection) {
    String hint =
        plain ? plainHint(failure, statement, connection) : hint(failure, statement, connection);
    return error(
        which(number, count, statement) + said(failure) + hint + rest(number, count), failure);
  }

  private String hint(SQLException failure, SqlStatement statement, Connection connection) {
    return switch (failure.getErrorCode()) {
      case NO_SUCH_TABLE -> missingTable(failure, connection);
      case UNKNOWN_COLUMN -> missingColumn(failure, statement, connection);
      case UNKNOWN_DATABASE ->
          nearest(lastName(firstQuoted(failure)), () -> SchemaNames.databases(connection));
      case SYNTAX -> place(failure, statement);
      case TOO_LONG ->
          " The time limit was over (--timeout, or max_statement_time of the session); the"
              + " connection is kept.";
      case READ_ONLY ->
          plan.caution().readOnly()
              ? " Connection " + plan.name() + " is read-only: connect it without --read-only."
              : "";
      default -> lost(failure);
    };
  }

  /**
   * The nearest name for a word of the statement that the message repeats and that names no table:
   * codes differ by driver, and so do messages, but all of them name what is not there.
   */
  private String plainHint(SQLException failure, SqlStatement statement, Connection connection) {
    String message = said(failure).toLowerCase(Locale.ROOT);
    List<String> suspects =
        statement.tokens().stream()
            .filter(token -> token.is(Kind.WORD))
            .map(token -> token.text(statement.text()))
            .filter(
                word ->
                    message.matches(
                        "(?s).*\\b" + Pattern.quote(word.toLowerCase(Locale.ROOT)) + "\\b.*"))
            .filter(word -> KEYWORDS.stream().noneMatch(word::equalsIgnoreCase))
            .distinct()
            .toList();
    if (suspects.isEmpty() || message.contains("did you mean")) { // DuckDB says it itself
      return lost(failure);
    }
    try {
      Map<String, List<String>> tables =
          Dialect.of(connection).schema(connection, "", MOST_NAMES).tables();
      List<String> names = new ArrayList<>(tables.keySet());
      tables.values().forEach(names::addAll);
      return suspects.stream()
          .filter(word -> names.stream().noneMatch(word::equalsIgnoreCase))
          .map(word -> Nearest.hint(word.toLowerCase(Locale.ROOT), lower(names)))
          .filter(near -> !near.isEmpty())
          .findFirst()
          .orElse(lost(failure));
    } catch (SQLException e) {
      // The server cannot be asked any more: the error is told without a hint.
      return lost(failure);
    }
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  private static String which(int number, int count, SqlStatement statement) {
    return count == 1
        ? ""
        : "statement " + number + " of " + count + " (line " + statement.line() + ") failed: ";
  }

  /** Which of the others ran: what is done stays done. */
  static String rest(int number, int count) {
    if (count == 1) {
      return "";
    }
    String before = number == 1 ? "" : "\n" + range(1, number - 1) + " ran";
    String after = number == count ? "" : range(number + 1, count) + " did not run";
    String both = before.isEmpty() || after.isEmpty() ? "" : "; ";
    return (before.isEmpty() ? "\n" : "") + before + both + after + ".";
  }

  private static String range(int from, int to) {
    return from == to ? "Statement " + from : "Statements " + from + " to " + to;
  }

  private String missingTable(SQLException failure, Connection connection) {
    String full = firstQuoted(failure);
    int dot = full.indexOf('.');
    if (dot < 0) {
      return "";
    }
    String database = full.substring(0, dot);
    return nearest(full.substring(dot + 1), () -> SchemaNames.tables(connection, database));
  }

  private String missingColumn(
      SQLException failure, SqlStatement statement, Connection connection) {
    List<String> words =
        statement.tokens().stream()
            .filter(token -> token.is(Kind.WORD) || token.is(Kind.QUOTED_NAME))
            .map(token -> token.text(statement.text()).replace("`", ""))
            .distinct()
            .toList();
    return nearest(lastName(firstQuoted(failure)), () -> SchemaNames.columns(connection, words));
  }

  private static String nearest(String word, Names names) {
    try {
      return Nearest.hint(word, names.ask());
    } catch (SQLException e) {
      // The server cannot be asked any more: the error is told without a hint.
      return "";
    }
  }

  private static String firstQuoted(SQLException failure) {
    Matcher quoted = QUOTED.matcher(String.valueOf(failure.getMessage()));
    return quoted.find() ? quoted.group(1) : "";
  }

  private static String lastName(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The line the server stumbled over, with a caret under the place. */
  private static String place(SQLException failure, SqlStatement statement) {
    Matcher place = PLACE.matcher(String.valueOf(failure.getMessage()));
    List<String> lines = statement.text().lines().toList();
    if (!place.find() || Integer.parseInt(place.group(2)) > lines.size()) {
      return "";
    }
    int row = Integer.parseInt(place.group(2)) - 1;
    String line = lines.get(row);
    String near = place.group(1).lines().findFirst().orElse("");
    int column = near.isEmpty() ? line.length() : line.lastIndexOf(near);
    if (column < 0) {
      return "";
    }
    String word = near.isEmpty() ? "" : near.split("\\W", 2)[0];
    Optional<String> meant = Nearest.to(word.toUpperCase(Locale.ROOT), KEYWORDS);
    String hint =
        meant
            .filter(m -> !m.equalsIgnoreCase(word))
            .map(m -> "\nDid you mean " + m + "?")
            .orElse("");
    return "\nline "
        + (statement.line() + row)
        + ":\n  "
        + line
        + "\n  "
        + " ".repeat(column)
        + "^"
        + hint;
  }

  /** Whether a failure is that of the connection. */
  static boolean isLost(SQLException failure) {
    return String.valueOf(failure.getSQLState()).startsWith("08");
  }

  private String lost(SQLException failure) {
    return isLost(failure) ? " The connection is lost; the next statement opens it again." : "";
  }

  /** The server's message, without the driver's prefix, with its number. */
  private static String said(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
    String number = failure.getErrorCode() > 0 ? " (" + failure.getErrorCode() + ")" : "";
    message = message.replaceFirst(H2_STATEMENT, "").strip();
    String bare = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    boolean drawn = bare.contains("\n"); // a caret under a line, say
    return bare + number + (drawn ? "" : ".");
  }

  private UserError error(String message, SQLException failure) {
    Throwable cause = redactor.isClean(failure) ? failure : null;
    return new UserError(ERROR, redactor.clean(message), cause);
  }
}
