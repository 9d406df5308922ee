package dev.culvert.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.client.KernelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts kernels with Jupyter's own client, which waits in ways of its own. */
final class JupyterClient {

  private final Path python; // which has jupyter_client

  JupyterClient(Path python) {
    this.python = python;
  }

  /** Milliseconds from the start of a kernel to its first result. */
  double firstResult(Peer peer) throws KernelException, InterruptedException {
    return Double.parseDouble(run(peer, "startup.py"));
  }

  /**
   * Milliseconds of a cell whose output is not limited.
   *
   * @param before another cell, run first
   * @param length characters that it has to print
   */
  double cell(Peer peer, String before, String code, int length)
      throws KernelException, InterruptedException {
    String[] said = run(peer, "output.py", before, code).split(" ");
    if (Integer.parseInt(said[1]) != length) {
      throw new KernelException(
          "%s printed %s characters of %d".formatted(peer.name(), said[1], length));
    }
    return Double.parseDouble(said[0]);
  }

  private String run(Peer peer, String script, String... arguments)
      throws KernelException, InterruptedException {
    try {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(python.toString(), "-c", text(script), spec(peer)));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new KernelException("jupyter_client cannot run " + peer.name());
      }
      return said.strip();
    } catch (IOException e) {
      throw new KernelException("jupyter_client cannot run " + peer.name() + ": " + e, e);
    }
  }

  private static String text(String script) {
    try (InputStream in = JupyterClient.class.getResourceAsStream(script)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the bench's own script cannot be read", e);
    }
  }

  private static String spec(Peer peer) throws IOException {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("argv", List.copyOf(peer.spec().argv()));
    spec.put("display_name", peer.name());
    spec.put("language", peer.java() ? "java" : "python");
    Map<String, String> env = new LinkedHashMap<>(peer.spec().env());
    env.putAll(Session.UNLIMITED);
    spec.put("env", env);
    spec.put("interrupt_mode", "message");
    if (peer.spec().resourceDir() != null) {
      spec.put("resource_dir", peer.spec().resourceDir().toString());
    }
    return JSON.std.asString(spec);
  }
}
