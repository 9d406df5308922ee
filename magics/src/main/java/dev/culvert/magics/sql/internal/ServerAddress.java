package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server is and what is wanted from it, as a URL or single options say.
 *
 * <p>Hazard: a URL may hold a password. No message of this class quotes a URL.
 *
 * @param host name or address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param database empty when none is chosen
 * @param options driver options, checked
 * @param user who the URL says logs in
 * @param isMySqlUrl whether the URL was one of MySQL's
 * @param several how the driver chooses among several servers, of which this is the first; empty
 *     for one server
 */
record ServerAddress(
    String host,
    int port,
    String database,
    Map<String, String> options,
    Optional<String> user,
    boolean isMySqlUrl,
    Optional<Several> several)
    implements Endpoint {

  /**
   * Several servers, one of which the driver takes.
   *
   * @param mode the driver's word, as {@code replication}
   * @param hosts all of them in the order of the URL, as {@code host:3306}
   */
  record Several(String mode, List<String> hosts) {
    Several {
      hosts = List.copyOf(hosts);
    }
  }

  static final int DEFAULT_PORT = 3306;

  private static final List<String> MODES =
      List.of("replication", "sequential", "load-balance", "load-balance-read");
  private static final int MAX_PORT = 65535;
  private static final Pattern START =
      Pattern.compile("(?:jdbc:)?(mariadb|mysql):(?:([a-z-]+):)?//", Pattern.CASE_INSENSITIVE);
  private static final Pattern REST =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.%a-z]+\\]|[^/:?,\\[\\]()=]*)(?::(\\d+))?(?:/([^?]*))?(?:\\?(.*))?");
  private static final Pattern SECRET_KEY =
      Pattern.compile("(?i).*(password|passwd|pwd|passphrase).*");
  private static final String SAFE_WAYS =
      "a password is never part of a URL or a cell: it would be saved with the notebook. Say --user"
          + " USER --password to be asked for it, or --secrets FILE --section NAME. If this notebook"
          + " was shared, change the password.";

  /** Whether a word is a URL of the servers that MariaDB's driver speaks to. */
  static boolean isOurs(String word) {
    return START.matcher(word).lookingAt();
  }

  static boolean isUrl(String word) {
    return START.matcher(word).lookingAt() || word.startsWith("jdbc:") || word.contains("://");
  }

  /** Whether this is the name of an option that would hold a secret. */
  static boolean isSecret(String option) {
    return SECRET_KEY.matcher(option).matches();
  }

  /** The refusal of a password in plain sight. */
  static UserError passwordInSight() {
    return UserError.usage(SAFE_WAYS);
  }

  static ServerAddress of(String host, int port, String database, Map<String, String> options) {
    return new ServerAddress(
        host,
        checked(port),
        database,
        DriverOptions.check(options),
        Optional.empty(),
        false,
        Optional.empty());
  }

  static ServerAddress parse(String url, Map<String, String> moreOptions) {
    Matcher start = START.matcher(url);
    if (!start.lookingAt()) {
      throw UserError.usage(
          "this is no JDBC URL. It looks like jdbc:mariadb://HOST:3306/DATABASE; other drivers'"
              + " begin with jdbc:, too.");
    }
    String rest = url.substring(start.end());
    if (rest.contains("@")) {
      throw passwordInSight();
    }
    Optional<Several> several = several(start.group(2), rest);
    String first = several.isEmpty() ? rest : rest.replaceFirst("^([^,/?]*),[^/?]*", "$1");
    Matcher parts = REST.matcher(first);
    if (!parts.matches() || parts.group(1).isEmpty()) {
      throw UserError.usage(
          "this URL is incomplete or malformed. It looks like jdbc:mariadb://HOST:3306/DATABASE");
    }
    Map<String, String> options = query(parts.group(4));
    Optional<String> user = Optional.ofNullable(options.remove("user"));
    options.putAll(moreOptions);
    return new ServerAddress(
        parts.group(1).replaceAll("[\\[\\]]", ""),
        parts.group(2) == null ? DEFAULT_PORT : port(parts.group(2)),
        parts.group(3) == null ? "" : decoded(parts.group(3)),
        DriverOptions.check(options),
        user,
        start.group(1).toLowerCase(Locale.ROOT).equals("mysql"),
        several);
  }

  private static Optional<Several> several(String mode, String rest) {
    String hosts = rest.replaceFirst("[/?].*", "");
    if (hosts.startsWith("address=")) {
      throw UserError.usage("write the servers as HOST:PORT,HOST:PORT, without address=(...).");
    } else if (mode == null && hosts.contains(",")) {
      throw UserError.usage(
          "several servers need a word that says how one is chosen: jdbc:mariadb:sequential://,"
              + " replication, load-balance or load-balance-read.");
    } else if (mode == null) {
      return Optional.empty();
    } else if (!MODES.contains(mode.toLowerCase(Locale.ROOT))) {
      String near = Nearest.to(mode, MODES).map(word -> " Did you mean " + word + "?").orElse("");
      throw UserError.usage(
          "'"
              + mode
              + "' is no way to choose among several servers."
              + near
              + " There are "
              + String.join(", ", MODES)
              + ".");
    }
    List<String> all = new ArrayList<>();
    for (String each : hosts.split(",", -1)) {
      Matcher parts = REST.matcher(each);
      if (!parts.matches() || parts.group(1).isEmpty()) {
        throw UserError.usage(
            "this URL is incomplete or malformed. It looks like"
                + " jdbc:mariadb:sequential://HOST:3306,HOST:3306/DATABASE");
      }
      all.add(
          parts.group(1) + ":" + (parts.group(2) == null ? DEFAULT_PORT : port(parts.group(2))));
    }
    return Optional.of(new Several(mode.toLowerCase(Locale.ROOT), all));
  }

  /** The same with another database; empty for none. */
  ServerAddress withDatabase(String other) {
    return new ServerAddress(host, port, other, options, user, isMySqlUrl, several);
  }

  /** The driver's URL, without options. */
  String url() {
    String way = several.map(s -> s.mode() + ":").orElse("");
    return "jdbc:mariadb:" + way + "//" + hostAndPort() + "/" + database;
  }

  @Override
  public String shown() {
    return several.map(s -> s.mode() + " ").orElse("") + hostAndPort();
  }

  @Override
  public boolean isLoopback() {
    return several.isEmpty()
        ? isLoopback(host)
        : several.get().hosts().stream()
            .allMatch(
                each -> isLoopback(each.replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]", "")));
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("::1");
  }

  /** As it stands in a URL: {@code host:3306} or {@code [::1]:3306}; several with commas. */
  String hostAndPort() {
    if (several.isPresent()) {
      return String.join(",", several.get().hosts());
    }
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static Map<String, String> query(String query) {
    Map<String, String> options = new TreeMap<>();
    if (query == null || query.isEmpty()) {
      return options;
    }
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      if (isSecret(parts[0])) {
        throw passwordInSight();
      } else if (parts.length == 1) {
        throw UserError.usage("an option in a URL is written name=value.");
      }
      options.put(parts[0], decoded(parts[1]));
    }
    return options;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw UserError.usage("a % in a URL is followed by two hexadecimal digits; % itself is %25.");
    }
  }

  private static int port(String digits) {
    return checked(digits.length() > 5 ? 0 : Integer.parseInt(digits));
  }

  private static int checked(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw UserError.usage("a port is a number from 1 to 65535; MariaDB's is 3306.");
    }
    return port;
  }
}
