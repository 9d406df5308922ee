package dev.culvert.magics.tunnel.internal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code ssh} on this machine makes of the same configuration: {@code ssh -G}, which connects
 * to nothing.
 *
 * <p>Hazard: it runs the commands of {@code Match exec}. So it is not asked where such a line was
 * met and not run.
 */
final class OpenSsh {

  private static final int LONGEST_SECONDS = 10;

  private OpenSsh() {}

  /**
   * Asks it.
   *
   * @param words as after {@code ssh -G}
   * @return the first value of each keyword; empty where there is no ssh, or it gives no answer
   */
  static Optional<Map<String, String>> settings(List<String> words) throws InterruptedException {
    Optional<Path> ssh = program();
    if (ssh.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of(ssh.get().toString(), "-G"));
    command.addAll(words);
    Path answer = null;
    try {
      answer = Files.createTempFile("culvert-", ".ssh"); // a pipe would have to be read meanwhile
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(answer.toFile())
              .start();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      Map<String, String> settings = new HashMap<>();
      Files.readAllLines(answer, StandardCharsets.ISO_8859_1).stream()
          .map(line -> line.split(" ", 2))
          .filter(pair -> pair.length == 2)
          .forEach(pair -> settings.putIfAbsent(pair[0].toLowerCase(Locale.ROOT), pair[1]));
      return process.exitValue() == 0 ? Optional.of(settings) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      delete(answer);
    }
  }

  private static void delete(Path file) {
    if (file != null && !file.toFile().delete()) {
      file.toFile().deleteOnExit();
    }
  }

  private static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "ssh"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
