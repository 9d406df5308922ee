package dev.culvert.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of a kernel and what it wrote to its own stdout and stderr.
 *
 * <p>Invariant: after {@link #end} neither the process nor any of its descendants known then lives.
 */
final class KernelProcess {

  private static final Duration AFTER_SIGTERM = Duration.ofSeconds(2);

  private final Process process;
  private final OutputTail stdout;
  private final OutputTail stderr;

  KernelProcess(List<String> command, Path directory, Map<String, String> extra, KernelSpec spec)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    spec.addTo(builder.environment());
    builder.environment().putAll(extra);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    process = builder.start();
    process.getOutputStream().close();
    stdout = new OutputTail(process.getInputStream(), "culvert-client-stdout-" + process.pid());
    stderr = new OutputTail(process.getErrorStream(), "culvert-client-stderr-" + process.pid());
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  String stdout() {
    return stdout.text();
  }

  String stderr() {
    return stderr.text();
  }

  /** How it ended and the last it said, for an error message. */
  String obituary() {
    return "exit code " + process.exitValue() + lastWords();
  }

  String lastWords() {
    String words = (stdout() + stderr()).strip();
    return words.isEmpty() ? "" : "; it said:\n" + words;
  }

  void interrupt() throws KernelException, InterruptedException {
    try {
      Process kill =
          new ProcessBuilder("kill", "-INT", Long.toString(pid()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (kill.waitFor() != 0) {
        throw new KernelException("the kernel cannot be sent SIGINT: process " + pid());
      }
    } catch (IOException e) {
      throw new KernelException("no SIGINT on this system: " + e.getMessage(), e);
    }
  }

  /** Waits for the end, then asks for it, then enforces it: the process and its descendants. */
  void end(Set<ProcessHandle> descendants, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      descendants.addAll(descendants());
      process.destroy();
      if (!process.waitFor(AFTER_SIGTERM.toMillis(), TimeUnit.MILLISECONDS)) {
        descendants.addAll(descendants());
        process.destroyForcibly().waitFor();
      }
    }
    long last = Math.min(deadline, System.nanoTime() + AFTER_SIGTERM.toNanos());
    for (ProcessHandle descendant : descendants) {
      end(descendant, last);
    }
    stdout.join(AFTER_SIGTERM.toMillis());
    stderr.join(AFTER_SIGTERM.toMillis());
  }

  /**
   * Kills the process and its descendants. Waits for their end, which SIGKILL brings at once, also
   * on a thread that is being interrupted: {@link #isAlive} is false from then on.
   */
  void kill() {
    Set<ProcessHandle> descendants = descendants();
    descendants.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    CompletableFuture.allOf(
            descendants.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .thenCombine(process.onExit(), (none, ended) -> ended)
        .completeOnTimeout(process, AFTER_SIGTERM.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  Set<ProcessHandle> descendants() {
    return new LinkedHashSet<>(process.descendants().toList());
  }

  private static void end(ProcessHandle handle, long deadline) throws InterruptedException {
    CompletableFuture<ProcessHandle> exit = handle.onExit();
    try {
      exit.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      handle.destroyForcibly();
      exit.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for process " + handle.pid(), e);
    }
  }
}
