package dev.culvert.front.remote;

import dev.culvert.worker.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a worker died.
 *
 * @param cause in words, the start of a sentence's end: "was killed by signal 9 (SIGKILL)"
 * @param report the head of the JVM's crash report; empty when there is none
 */
public record Obituary(String cause, String report) {

  private static final int SIGNAL_BASE = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8,
          "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

  static Obituary of(int exitValue, Path crashReport) {
    if (Files.exists(crashReport)) {
      return new Obituary("crashed in native code", head(crashReport));
    }
    if (exitValue == Wire.OUT_OF_MEMORY) {
      return new Obituary("ran out of memory", "");
    }
    if (exitValue > SIGNAL_BASE) {
      int signal = exitValue - SIGNAL_BASE;
      String name = SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "";
      return new Obituary("was killed by signal " + signal + name, "");
    }
    return new Obituary(
        "ended with exit code " + exitValue + " (Runtime.halt, or an exit inside a library)", "");
  }

  private static String head(Path crashReport) {
    try (Stream<String> lines = Files.lines(crashReport, StandardCharsets.UTF_8)) {
      return lines
          .takeWhile(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("^#\\s*", ""))
          .filter(line -> !line.isEmpty())
          .filter(line -> !line.startsWith("http") && !line.startsWith("If you would like"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return "its crash report cannot be read: " + e.getMessage();
    }
  }
}
