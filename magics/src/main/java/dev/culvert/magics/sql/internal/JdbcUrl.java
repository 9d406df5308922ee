package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a driver that is not MariaDB's, which goes to that driver as it is.
 *
 * <p>Hazard: it may hold a password, in ways that differ by driver. One that looks like it is
 * refused, and no message quotes more of a URL than {@link #shown}.
 *
 * @param url begins with {@code jdbc:}
 * @param options the driver's, in addition to those of the URL
 */
record JdbcUrl(String url, Map<String, String> options) implements Endpoint {

  private static final Pattern FORM = Pattern.compile("jdbc:([A-Za-z][A-Za-z0-9+.-]*):.*");

  /** As an option behind ? ; or &amp;, before an @, and Oracle's {@code thin:user/password@}. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*[?;&](password|passwd|pwd|passphrase|[a-z]*password)=.*"
              + "|.*//[^/@]*:[^/@]*@.*"
              + "|jdbc:oracle:[a-z]+:[^@]*/[^@]*@.*");

  /** A database in memory that each connection has for itself. */
  private static final Pattern PRIVATE =
      Pattern.compile("jdbc:(h2:mem:([;?].*)?|sqlite:(:memory:)?([?].*)?|duckdb:([?;].*)?)");

  JdbcUrl {
    options = Map.copyOf(options);
  }

  /** Whether a word is the URL of a driver that is not MariaDB's. */
  static boolean isOne(String word) {
    return word.startsWith("jdbc:") && !ServerAddress.isOurs(word);
  }

  /**
   * Takes a URL.
   *
   * @throws UserError when it holds a password or is none
   */
  static JdbcUrl of(String url, Map<String, String> options) {
    if (SECRET.matcher(url).matches()
        || options.keySet().stream().anyMatch(ServerAddress::isSecret)) {
      throw ServerAddress.passwordInSight();
    } else if (!FORM.matcher(url).matches()) {
      throw UserError.usage(
          "this is no JDBC URL. It looks like jdbc:mariadb://HOST:3306/DATABASE or jdbc:h2:mem:NAME");
    }
    return new JdbcUrl(url, new TreeMap<>(options));
  }

  /** The part that names the driver, as {@code h2}. */
  String product() {
    Matcher form = FORM.matcher(url);
    form.matches();
    return form.group(1);
  }

  /** Whether a second connection would see another, empty database. */
  boolean isPrivate() {
    return PRIVATE.matcher(url).matches();
  }

  /** The last word of the path, as {@code shop} of {@code jdbc:sqlite:data/shop.db}. */
  String lastName() {
    String path = shown();
    String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
    return last.replaceFirst("\\.[A-Za-z0-9]+$", "");
  }

  @Override
  public String shown() {
    return url.replaceFirst("[?;].*", "");
  }

  @Override
  public String database() {
    return "";
  }

  @Override
  public boolean isLoopback() {
    return false;
  }
}
