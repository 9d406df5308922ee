package dev.culvert.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that was run to its end.
 *
 * @param code its exit code
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record Shell(int code, String out, String err) {

  private static final long PATIENCE_SECONDS = 300;

  /** The checkout that is tested. */
  static Path root() {
    return Path.of(System.getProperty("culvert.root")).toAbsolutePath().normalize();
  }

  /** Calls {@code ./culvert} in a folder. */
  static Shell culvert(Path folder, Map<String, String> env, String... args) throws Exception {
    return run(
        folder,
        env,
        Stream.concat(Stream.of(root().resolve("culvert").toString()), Stream.of(args)).toList());
  }

  static Shell run(Path folder, Map<String, String> env, List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(env);
    Process process = builder.start();
    process.getOutputStream().close();
    CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process, true));
    String out = text(process, false);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end");
    }
    return new Shell(process.exitValue(), out, err.get());
  }

  private static String text(Process process, boolean err) {
    try {
      byte[] bytes = (err ? process.getErrorStream() : process.getInputStream()).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
