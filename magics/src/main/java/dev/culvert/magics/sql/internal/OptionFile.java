package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.OwnerOnly;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the client of MariaDB and MySQL reads from {@code ~/.my.cnf}: the groups {@code [client]},
 * {@code [client-server]} and {@code [client-mariadb]}, later lines over earlier ones (MariaDB's
 * "Configuring MariaDB with Option Files"). Other groups and {@code !include} are left alone.
 *
 * <p>Hazard: the values hold a password. No message quotes one, and the text form hides them.
 */
final class OptionFile {

  private static final Set<String> GROUPS = Set.of("client", "client-server", "client-mariadb");

  private final Map<String, String> values;

  private OptionFile(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @param written its name, with {@code ~} for the home folder
   * @param warnings told when others can read it
   * @throws UserError when it cannot be read
   */
  static OptionFile read(String written, Consumer<String> warnings) {
    Path path = HomePath.of(written);
    try {
      OwnerOnly.warning(path, "option file", written).ifPresent(warnings);
      return parse(Files.readAllLines(path));
    } catch (NoSuchFileException e) {
      throw UserError.usage("--my-cnf: there is no file " + written + ".");
    } catch (MalformedInputException e) {
      throw UserError.usage("--my-cnf: " + written + " is no text in UTF-8.");
    } catch (IOException e) {
      throw UserError.usage(
          "--my-cnf: " + written + " cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  static OptionFile parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    boolean ours = false;
    for (String raw : lines) {
      String line = raw.strip();
      if (line.startsWith("[") && line.endsWith("]")) {
        ours = GROUPS.contains(line.substring(1, line.length() - 1).strip());
      } else if (ours && !line.isEmpty() && "#;!".indexOf(line.charAt(0)) < 0) {
        String[] parts = line.split("=", 2);
        String key = parts[0].strip().replace('_', '-').toLowerCase(Locale.ROOT);
        values.put(key, parts.length == 1 ? "" : unquoted(parts[1].strip()));
      }
    }
    return new OptionFile(values);
  }

  /** The value of an option, whose name is written with dashes; empty when it has none. */
  Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option)).filter(value -> !value.isEmpty());
  }

  /**
   * A value without its quotes or the comment behind it, with the escapes of these files resolved.
   */
  private static String unquoted(String value) {
    char quote = value.isEmpty() ? 0 : value.charAt(0);
    int end = quote == '"' || quote == '\'' ? value.indexOf(quote, 1) : -1;
    String bare = end > 0 ? value.substring(1, end) : value.replaceFirst("\\s+#.*", "");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      int escape = c == '\\' && i + 1 < bare.length() ? "btnrs\\".indexOf(bare.charAt(i + 1)) : -1;
      if (escape < 0) {
        text.append(c);
      } else {
        text.append("\b\t\n\r \\".charAt(escape));
        i++;
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "OptionFile" + values.keySet();
  }
}
