package dev.culvert.front;

import dev.culvert.front.output.OutputOptions;
import dev.culvert.front.remote.WorkerConfig;
import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.testkit.TestKernel;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * A kernel in this JVM, with a real worker process: the class path of the tests stands for the
 * folders of an installed one.
 */
final class InProcessKernel implements AutoCloseable {

  private final ConnectionInfo connection;
  private final Kernel kernel;
  private final TestKernel client;

  InProcessKernel(String... workerOptions) {
    this(config(List.of(workerOptions)));
  }

  InProcessKernel(OutputOptions output) {
    this(new KernelConfig(config(List.of()).worker(), Optional.empty(), output, false));
  }

  /** With preview features from the start. */
  static InProcessKernel withPreview() {
    KernelConfig usual = config(List.of());
    return new InProcessKernel(
        new KernelConfig(usual.worker(), usual.history(), usual.output(), true));
  }

  InProcessKernel(KernelConfig config) {
    this(unchecked(InProcessKernel::freeConnection), config);
  }

  InProcessKernel(ConnectionInfo connection, KernelConfig config) {
    this.connection = connection;
    try {
      kernel = Kernel.start(() -> connection, config);
    } catch (IOException | ProtocolException e) {
      throw new AssertionError(e);
    }
    client = TestKernel.connect(connection);
  }

  private static ConnectionInfo unchecked(Callable<ConnectionInfo> make) {
    try {
      return make.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  TestKernel client() {
    return client;
  }

  ConnectionInfo connection() {
    return connection;
  }

  static KernelConfig config(List<String> workerOptions) {
    List<Path> all =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    List<Path> visible = all.stream().filter(InProcessKernel::isVisible).toList();
    List<Path> isolated = all.stream().filter(path -> named(path, "jna")).toList();
    return new KernelConfig(
        new WorkerConfig(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            workerOptions,
            visible,
            isolated,
            List.of(),
            Path.of("no-archive")),
        Optional.empty(),
        output(OutputOptions.LIMIT),
        false);
  }

  /** The usual, with files where the build may leave them. */
  static OutputOptions output(long limit) {
    return new OutputOptions(
        limit, true, Path.of("target", "output"), Duration.ofDays(7), 100_000_000);
  }

  private static boolean isVisible(Path path) {
    String text = path.toString();
    return text.contains("api" + File.separator)
        || text.contains("worker" + File.separator)
        || text.contains("culvert-api")
        || text.contains("culvert-worker")
        || text.contains("front" + File.separator + "target" + File.separator + "test-classes");
  }

  private static boolean named(Path path, String prefix) {
    return path.getFileName().toString().startsWith(prefix);
  }

  static ConnectionInfo freeConnection() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    int[] ports = new int[5];
    for (int i = 0; i < ports.length; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      ports[i] = held.get(i).getLocalPort();
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return new ConnectionInfo(
        "tcp",
        "127.0.0.1",
        ports[0],
        ports[1],
        ports[2],
        ports[3],
        ports[4],
        "hmac-sha256",
        UUID.randomUUID().toString());
  }

  @Override
  public void close() {
    client.close();
    try {
      kernel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
