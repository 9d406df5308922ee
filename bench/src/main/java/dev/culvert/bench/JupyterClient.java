package dev.culvert.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.client.KernelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    try {
      Process process =
          new ProcessBuilder(python.toString(), "-c", script(), spec(peer))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new KernelException("jupyter_client cannot start " + peer.name());
      }
      return Double.parseDouble(said.strip());
    } catch (IOException e) {
      throw new KernelException("jupyter_client cannot start " + peer.name() + ": " + e, e);
    }
  }

  private static String script() {
    try (InputStream in = JupyterClient.class.getResourceAsStream("startup.py")) {
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
    spec.put("env", peer.spec().env());
    spec.put("interrupt_mode", "message");
    if (peer.spec().resourceDir() != null) {
      spec.put("resource_dir", peer.spec().resourceDir().toString());
    }
    return JSON.std.asString(spec);
  }
}
