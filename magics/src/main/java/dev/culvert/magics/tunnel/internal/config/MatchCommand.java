package dev.culvert.magics.tunnel.internal.config;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Runs the command of a {@code Match exec} line; it gets no input and may take ten seconds. */
final class MatchCommand {

  private static final int LONGEST_SECONDS = 10;

  private MatchCommand() {}

  static boolean succeeds(String command, String place) {
    try {
      Process process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new ConfigError(
          "%s: the command of Match exec ran longer than %d s.".formatted(place, LONGEST_SECONDS));
    } catch (IOException e) {
      throw new ConfigError("%s: the command of Match exec cannot be run.".formatted(place), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigError("%s: interrupted in Match exec.".formatted(place), e);
    }
  }
}
