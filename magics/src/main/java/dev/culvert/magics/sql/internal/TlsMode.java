package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.util.Arrays;
import java.util.List;

/** How much of TLS is asked for; the driver's own default is none at all. */
enum TlsMode {
  /** In clear. */
  OFF("off", "disable"),
  /** Encrypted, with anybody. */
  INSECURE("insecure", "trust"),
  /** The certificate is checked, the host name in it is not. */
  VERIFY_CA("verify-ca", "verify-ca"),
  /** Certificate and host name are checked. */
  VERIFY_FULL("verify-full", "verify-full");

  private final String word;
  private final String driverWord;

  TlsMode(String word, String driverWord) {
    this.word = word;
    this.driverWord = driverWord;
  }

  /** The value of the driver's option {@code sslMode}. */
  String driverWord() {
    return driverWord;
  }

  /**
   * The mode of that name, ours or the driver's.
   *
   * @throws UserError when there is none, and for {@link #INSECURE}, which has an option of its own
   */
  static TlsMode of(String text) {
    for (TlsMode mode : values()) {
      if (mode.word.equals(text) || mode.driverWord.equals(text)) {
        if (mode == INSECURE) {
          throw UserError.usage(
              "TLS without any check protects from nobody who can redirect the connection. If that"
                  + " is meant, say --insecure.");
        }
        return mode;
      }
    }
    List<String> words = Arrays.stream(values()).map(mode -> mode.word).toList();
    String meant = Nearest.to(text, words).map(near -> " Did you mean " + near + "?").orElse("");
    throw UserError.usage(
        "no TLS mode '" + text + "'." + meant + " There are off, verify-ca and verify-full.");
  }

  /**
   * What an encrypted connection of this mode is worth.
   *
   * @param hasCa whether certificates to trust were given; without them MariaDB 11.4 and later can
   *     also prove a certificate by knowing the password
   */
  String worth(boolean hasCa) {
    return switch (this) {
      case OFF -> "none";
      case INSECURE -> "server not verified";
      case VERIFY_CA -> "certificate verified, host name not";
      case VERIFY_FULL ->
          hasCa
              ? "certificate and host name verified"
              : "verified by certificate or password proof";
    };
  }
}
