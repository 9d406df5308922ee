package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The driver options a user may set.
 *
 * <p>The driver takes a misspelt option without a word, and connects in clear when it was {@code
 * sslMod}. So an option that is not in this list is an error. Options that would make results
 * wrong, read local files or show values in errors are not in it.
 */
final class DriverOptions {

  private static final Set<String> ALLOWED =
      Set.of(
          "allowPublicKeyRetrieval",
          "autocommit",
          "connectTimeout",
          "connectionCollation",
          "connectionTimeZone",
          "createDatabaseIfNotExist",
          "enabledSslCipherSuites",
          "enabledSslProtocolSuites",
          "forceConnectionTimeZoneToSession",
          "initSql",
          "restrictedAuth",
          "serverRsaPublicKeyFile",
          "sessionVariables",
          "socketTimeout",
          "tcpKeepAlive",
          "transactionIsolation",
          "useAffectedRows",
          "useCompression");

  private static final Map<String, String> INSTEAD =
      Map.of(
          "sslmode", "--tls MODE",
          "usessl", "--tls verify-full",
          "requiressl", "--tls verify-full",
          "verifyservercertificate", "--tls verify-full, or --insecure",
          "trustservercertificate", "--ca FILE, or --insecure",
          "serversslcert", "--ca FILE",
          "user", "--user USER");

  private DriverOptions() {}

  /**
   * Checks options that were given.
   *
   * @throws UserError for one that may not be set, with what to do instead
   */
  static Map<String, String> check(Map<String, String> given) {
    given.keySet().forEach(DriverOptions::check);
    return new TreeMap<>(given);
  }

  private static void check(String name) {
    if (ALLOWED.contains(name)) {
      return;
    }
    String instead = INSTEAD.get(name.toLowerCase(java.util.Locale.ROOT));
    if (instead != null) {
      throw UserError.usage("the driver option " + name + " is set with " + instead + ".");
    }
    String meant = Nearest.to(name, ALLOWED).map(near -> " Did you mean " + near + "?").orElse("");
    throw UserError.usage(
        "the driver option '"
            + name
            + "' cannot be set."
            + meant
            + " These can: "
            + String.join(", ", List.copyOf(new TreeSet<>(ALLOWED)))
            + ".");
  }
}
