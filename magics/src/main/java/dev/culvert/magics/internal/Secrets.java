package dev.culvert.magics.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads a user name and a password from a secrets file: a JSON object that maps a section name to
 * an object with the keys {@code userid} and {@code password}.
 *
 * <p>Hazard: a JSON parser's messages quote the text they fail on. They are not passed on, not even
 * as a cause; only the line and column are. Passwords are copied from the parser's buffer into
 * arrays and never become strings.
 */
public final class Secrets {

  private static final String ERROR = "SecretsError";
  private static final String USER = "userid";
  private static final String PASSWORD = "password";

  private Secrets() {}

  /**
   * A user name and a password. Closing wipes the password; the text form hides it.
   *
   * @param userid the user name
   * @param password the password; not copied, so that closing wipes what callers hold
   */
  public record Login(String userid, char[] password) implements AutoCloseable {

    @Override
    public void close() {
      Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
      return "Login[userid=" + userid + ", password=***]";
    }
  }

  /**
   * Reads one section.
   *
   * @param file as the user wrote it; {@code ~} at its start is the home folder
   * @param section the section's name
   * @param warnings told, in a full sentence, when others than the owner may touch the file
   * @throws UserError when the file or the section cannot be used; never quotes the file
   */
  public static Login read(String file, String section, Consumer<String> warnings) {
    Path path = HomePath.of(file);
    try {
      OwnerOnly.warning(path, "secrets file", file).ifPresent(warnings);
      return read(path, file, section);
    } catch (NoSuchFileException e) {
      throw error(
          "secrets file %s does not exist. Write {\"%s\": {\"userid\": \"...\", \"password\":"
              + " \"...\"}} to it and chmod 600 it, or name another file with --secrets.",
          file, section);
    } catch (JsonProcessingException e) {
      throw error(
          "secrets file %s is not valid JSON: line %d, column %d. It maps section names to objects"
              + " with the keys userid and password.",
          file, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw error(
          "secrets file %s cannot be read (%s). Check that it is a file and that you own it.",
          file, e.getClass().getSimpleName());
    }
  }

  private static Login read(Path path, String file, String section) throws IOException {
    try (InputStream bytes = Files.newInputStream(path);
        JsonParser json = strict().createParser(bytes)) {
      return new SectionReader(file, section, json).read();
    }
  }

  private static JsonFactory strict() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  private static UserError error(String format, Object... args) {
    return new UserError(ERROR, format.formatted(args));
  }

  /** Walks the sections of one file; everything but the wanted section is skipped unread. */
  private static final class SectionReader {
    private final String file;
    private final String section;
    private final JsonParser json;
    private final Set<String> seen = new TreeSet<>();
    private String userid;
    private char[] password;

    SectionReader(String file, String section, JsonParser json) {
      this.file = file;
      this.section = section;
      this.json = json;
    }

    Login read() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw error(
            "secrets file %s must hold a JSON object that maps section names to objects with the"
                + " keys userid and password.",
            file);
      }
      boolean found = false;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        seen.add(name);
        json.nextToken();
        if (name.equals(section)) {
          found = true;
          readSection();
        } else {
          json.skipChildren();
        }
      }
      if (!found) {
        throw noSection();
      }
      return login();
    }

    private void readSection() throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw error(
            "section '%s' of secrets file %s must be an object with the keys userid and password.",
            section, file);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        switch (key) {
          case USER -> userid = text(key) ? json.getText() : null;
          case PASSWORD -> password = text(key) ? characters() : null;
          default -> json.skipChildren();
        }
      }
    }

    private boolean text(String key) {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw error(
            "key '%s' in section '%s' of secrets file %s must be text in double quotes.",
            key, section, file);
      }
      return true;
    }

    private char[] characters() throws IOException {
      int start = json.getTextOffset();
      return Arrays.copyOfRange(json.getTextCharacters(), start, start + json.getTextLength());
    }

    private UserError noSection() {
      String others = seen.isEmpty() ? "It has none." : "It has: " + String.join(", ", seen) + ".";
      String meant = Nearest.hint(section, seen);
      return error("secrets file %s has no section '%s'. %s%s", file, section, others, meant);
    }

    private Login login() {
      if (userid == null || password == null) {
        throw error(
            "section '%s' of secrets file %s lacks the key '%s'.",
            section, file, userid == null ? USER : PASSWORD);
      }
      return new Login(userid, password);
    }
  }
}
