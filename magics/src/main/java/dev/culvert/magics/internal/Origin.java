package dev.culvert.magics.internal;

import dev.culvert.api.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Where code comes from: a file, or an http(s) address. */
public final class Origin {

  private static final int MOST_BYTES = 5_000_000; // no front end takes more into a cell
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Origin() {}

  /** Whether it is an address, not a file. */
  public static boolean isAddress(String from) {
    return from.matches("(?i)https?://.*");
  }

  /** The name at the end, which tells what it is. */
  public static String name(String from) {
    String path = from.replaceFirst("[?#].*", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * All of the text.
   *
   * @throws UserError if it cannot be had
   */
  public static String read(String from) throws InterruptedException {
    byte[] bytes = isAddress(from) ? fromWeb(from) : fromFile(from);
    if (bytes.length > MOST_BYTES) {
      throw error(from + " has more than 5 MB. That is too much for a cell.", null);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw error(from + " is no text in UTF-8.", e);
    }
  }

  private static byte[] fromFile(String from) {
    Path path = HomePath.of(from);
    if (Files.isDirectory(path)) {
      throw error(from + " is a folder. Name a file in it.", null);
    } else if (!Files.exists(path)) {
      throw error("there is no file " + path.toAbsolutePath().normalize() + ".", null);
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw error(from + " cannot be read: permission is missing, or it went away.", e);
    }
  }

  private static byte[] fromWeb(String from) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(from)).timeout(PATIENCE).build();
      HttpClient client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(PATIENCE)
              .build();
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        if (answer.statusCode() != 200) {
          throw error(from + " was answered with status " + answer.statusCode() + ".", null);
        }
        return in.readNBytes(MOST_BYTES + 1);
      }
    } catch (IllegalArgumentException e) {
      throw error(from + " is no address: " + e.getMessage() + ".", e);
    } catch (HttpTimeoutException e) {
      throw error(from + " did not answer within " + PATIENCE.toSeconds() + " s.", e);
    } catch (ConnectException e) {
      throw error(from + " cannot be reached. Check its name, and the network.", e);
    } catch (IOException e) {
      throw error(from + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static UserError error(String message, Exception cause) {
    return new UserError("LoadError", message, cause);
  }
}
