package dev.culvert.magics.tunnel.internal.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in OpenSSH's {@code %} tokens and {@code ${VARIABLE}}s.
 *
 * @param host after HostName was applied
 * @param typed the host as the user typed it
 * @param jump what ProxyJump says; empty without
 */
public record Tokens(String host, String typed, int port, String user, String alias, String jump) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_]\\w*)}");

  /**
   * The text with everything filled in.
   *
   * @throws ConfigError for an unknown token or a variable that is not set
   */
  public String fill(String text, String place) {
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        filled.append(c);
      } else if (++i == text.length()) {
        throw new ConfigError("%s: '%s' ends with a lone %%.".formatted(place, Shown.of(text)));
      } else {
        filled.append(token(text.charAt(i), place));
      }
    }
    return variables(filled.toString(), place);
  }

  private String token(char token, String place) {
    return switch (token) {
      case '%' -> "%";
      case 'h' -> host;
      case 'n' -> typed;
      case 'p' -> String.valueOf(port);
      case 'r' -> user;
      case 'u' -> System.getProperty("user.name");
      case 'd' -> System.getProperty("user.home");
      case 'l' -> localHost();
      case 'L' -> localHost().replaceFirst("\\..*", "");
      case 'k' -> alias == null ? typed : alias;
      case 'j' -> jump;
      case 'i' -> String.valueOf(ownId(place));
      case 'C' -> sha1(localHost() + host + port + user + jump);
      default -> throw new ConfigError("%s: there is no token %%%s here.".formatted(place, token));
    };
  }

  private static String variables(String text, String place) {
    Matcher variables = VARIABLE.matcher(text);
    Map<String, String> environment = System.getenv();
    return variables.replaceAll(
        found -> {
          String value = environment.get(found.group(1));
          if (value == null) {
            throw new ConfigError(
                "%s: the environment variable %s is not set.".formatted(place, found.group(1)));
          }
          return Matcher.quoteReplacement(value);
        });
  }

  static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine that does not know its own name
    }
  }

  private static Object ownId(String place) {
    try {
      return Files.getAttribute(Path.of(System.getProperty("user.home")), "unix:uid");
    } catch (IOException | RuntimeException e) {
      throw new ConfigError("%s: there is no user id for %%i here.".formatted(place), e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-1", e);
    }
  }
}
