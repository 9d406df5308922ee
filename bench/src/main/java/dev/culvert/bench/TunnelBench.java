package dev.culvert.bench;

import dev.culvert.api.Magic;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.Tunnels;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A tunnel beside {@code ssh -L}, through one sshd on the loopback, in turns. Client and target
 * live in this JVM for both; {@code ssh} has a process of its own beside, our tunnel has not.
 */
@Command(
    name = "culvert bench tunnel",
    mixinStandardHelpOptions = true,
    description = "Measure a tunnel beside ssh -L, through a real sshd on the loopback.")
final class TunnelBench implements Callable<Integer> {

  static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final String OURS = "Culvert";
  private static final String SSH = "ssh -L";
  private static final int ECHOES = 2_000;
  private static final int WARM_UP = 500;
  private static final int PIECES = 3;
  private static final int ANSWERS = 40;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Rounds, each way once in each (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--mib",
      paramLabel = "N",
      description = "How much one transfer is (default: ${DEFAULT-VALUE}).")
  private int mib = 256;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Transfers after the first of the JVM that count for nothing: so long it compiles"
              + " (default: ${DEFAULT-VALUE}).")
  private int warmUp = 6;

  private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (Path program : List.of(SSHD, Path.of("/usr/bin/ssh"))) {
      if (!Files.isExecutable(program)) {
        System.err.println(program + " is missing: install openssh-server and openssh-client.");
        return 1;
      }
    }
    Path folder = Files.createTempDirectory("culvert-bench-");
    Server server = null;
    Magic magic = tunnelMagic();
    try (Target target = new Target()) {
      server = Server.start(folder);
      for (int round = 1; round <= runs; round++) {
        System.err.println("tunnel, round " + round + " of " + runs);
        ours(server, target, round == 1);
        ssh(server, target);
      }
      System.out.print(table());
      return 0;
    } finally {
      magic.close();
      if (server != null) {
        server.stop();
      }
      delete(folder);
    }
  }

  /** Making it lets {@link Tunnels} open. */
  private static Magic tunnelMagic() {
    return ServiceLoader.load(Magic.class).stream()
        .filter(magic -> magic.type().getSimpleName().equals("TunnelMagic"))
        .findFirst()
        .orElseThrow()
        .get();
  }

  private void ours(Server server, Target target, boolean fresh)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Tunnel tunnel =
        Tunnels.through(server.address())
            .key(server.key())
            .knownHosts(server.knownHosts())
            .to("127.0.0.1", target.port())
            .option("--no-check")
            .open()) {
      measure(OURS, tunnel.localPort(), begun, fresh);
    }
  }

  private void ssh(Server server, Target target) throws IOException, InterruptedException {
    int port = freePort();
    long begun = System.nanoTime();
    Process ssh =
        new ProcessBuilder(
                "ssh",
                "-N",
                "-F",
                "none",
                "-p",
                "" + server.port,
                "-i",
                "" + server.key(),
                "-o",
                "UserKnownHostsFile=" + server.knownHosts(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "IdentityAgent=none",
                "-L",
                "127.0.0.1:" + port + ":127.0.0.1:" + target.port(),
                "127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      measure(SSH, port, begun, false);
    } finally {
      ssh.destroy();
      ssh.waitFor();
    }
  }

  private void measure(String way, int port, long begun, boolean fresh) throws IOException {
    try (Socket socket = connect(port)) {
      echo(socket);
      // The first opening of a JVM loads the SSH library; the bar is for a warm one.
      note(fresh ? "open to first byte, fresh JVM, ms" : "open to first byte, ms", way, begun);
    }
    if (fresh) {
      note("transfer, the first of a fresh JVM, MiB/s", way, transfer(port));
      for (int i = 0; i < warmUp; i++) {
        transfer(port);
      }
    }
    note("transfer, the first of its session, MiB/s", way, transfer(port));
    double before = processorMillis();
    note("transfer, MiB/s", way, transfer(port));
    note("its processor time, ms", way, processorMillis() - before);
    echoes(way, port);
    answersInPieces(way, port);
  }

  /** Of client, target, tunnel and sshd together: says more than time does on a busy machine. */
  private static double processorMillis() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(Duration::toMillis)
        .sum();
  }

  private void echoes(String way, int port) throws IOException {
    List<Double> times = new ArrayList<>();
    try (Socket socket = connect(port)) {
      for (int i = 0; i < WARM_UP + ECHOES; i++) {
        long start = System.nanoTime();
        echo(socket);
        if (i >= WARM_UP) {
          times.add((System.nanoTime() - start) / 1e3);
        }
      }
    }
    note("echo of a byte, p50, us", way, Work.quantile(times, 0.5));
    note("echo of a byte, p99, us", way, Work.quantile(times, 0.99));
  }

  /** As a server's that has a part of its answer early. */
  private void answersInPieces(String way, int port) throws IOException {
    List<Double> times = new ArrayList<>();
    try (Socket socket = connect(port)) {
      for (int i = 0; i < ANSWERS; i++) {
        long start = System.nanoTime();
        socket.getOutputStream().write(2);
        if (socket.getInputStream().readNBytes(PIECES).length < PIECES) {
          throw new EOFException("no answer");
        }
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    note("an answer in three pieces, 1 ms between, ms", way, Work.quantile(times, 0.5));
  }

  /** How fast the target's bytes come, with each of them looked at. */
  private double transfer(int port) throws IOException {
    long bytes = (long) mib << 20;
    try (Socket socket = connect(port)) {
      long start = System.nanoTime();
      socket.getOutputStream().write(ByteBuffer.allocate(9).put((byte) 1).putLong(bytes).array());
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[256 << 10];
      long seen = 0;
      while (seen < bytes) {
        int count = in.read(buffer);
        if (count < 0) {
          throw new EOFException("bytes are missing: " + (bytes - seen));
        }
        for (int i = 0; i < count; i += 4096) {
          if (buffer[i] != Target.at(seen + i)) {
            throw new IOException("a wrong byte at " + (seen + i));
          }
        }
        seen += count;
      }
      return mib / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void echo(Socket socket) throws IOException {
    socket.getOutputStream().write(0);
    if (socket.getInputStream().read() != 0) {
      throw new EOFException("no echo");
    }
  }

  /** Waits until somebody listens: ssh does not say when. */
  private static Socket connect(int port) throws IOException {
    long start = System.nanoTime();
    while (true) {
      try {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setTcpNoDelay(true);
        return socket;
      } catch (ConnectException e) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private void note(String what, String way, long begun) {
    note(what, way, (System.nanoTime() - begun) / 1e6);
  }

  private void note(String what, String way, double value) {
    figures
        .computeIfAbsent(what, key -> new LinkedHashMap<>())
        .computeIfAbsent(way, key -> new ArrayList<>())
        .add(value);
  }

  private String table() {
    StringBuilder table =
        new StringBuilder("| work | Culvert | ssh -L | ratio to ssh -L |\n|---|---|---|---|\n");
    figures.forEach(
        (what, ways) -> {
          // What only a fresh JVM shows is set beside ssh's usual figure.
          String usual = what.replace(", the first of a fresh JVM", "").replace(", fresh JVM", "");
          double ours = Work.quantile(ways.getOrDefault(OURS, List.of(Double.NaN)), 0.5);
          double ssh = Work.quantile(figures.get(usual).get(SSH), 0.5);
          table.append(
              String.format(
                  Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", what, ours, ssh, ours / ssh));
        });
    return table
        + String.format(
            Locale.ROOT,
            "%nMedians of %d rounds of %d MiB. Java %s, %d cores, load average %.2f at the end.%n",
            runs,
            mib,
            Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /**
   * Echoes a byte of 0; sends as many known bytes as asked for after a byte of 1; answers a byte of
   * 2 in pieces.
   */
  private static final class Target implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));

    Target() throws IOException {
      daemon(this::accept);
    }

    int port() {
      return server.getLocalPort();
    }

    static byte at(long position) {
      return (byte) (position >> 12);
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = server.accept();
          daemon(() -> serve(socket));
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException("the target takes no more connections", e);
        }
      }
    }

    private static void serve(Socket client) {
      try (Socket socket = client) {
        socket.setTcpNoDelay(true);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int command = in.read(); command >= 0; command = in.read()) {
          if (command == 0) {
            socket.getOutputStream().write(0);
          } else if (command == 2) {
            answerInPieces(socket);
          } else {
            send(socket, in.readLong());
          }
        }
      } catch (IOException e) {
        return; // the tunnel was closed
      }
    }

    private static void answerInPieces(Socket socket) throws IOException {
      for (int i = 0; i < PIECES; i++) {
        socket.getOutputStream().write(i);
        LockSupport.parkNanos(1_000_000);
      }
    }

    private static void send(Socket socket, long bytes) throws IOException {
      byte[] block = new byte[1 << 20]; // repeats itself after 2^20, as at() does
      for (int i = 0; i < block.length; i++) {
        block[i] = at(i);
      }
      for (long left = bytes; left > 0; left -= block.length) {
        socket.getOutputStream().write(block, 0, (int) Math.min(left, block.length));
      }
    }

    private static void daemon(Runnable work) {
      Thread thread = new Thread(work, "bench-target");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** OpenSSH's sshd on the loopback, with keys of its own. */
  static final class Server {
    private final Path folder;
    private final int port;
    private final Process process;

    private Server(Path folder, int port, Process process) {
      this.folder = folder;
      this.port = port;
      this.process = process;
    }

    static Server start(Path folder) throws IOException, InterruptedException {
      int port = freePort();
      for (String key : List.of("host", "id")) {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "" + folder.resolve(key));
      }
      Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
      String[] hostKey = Files.readString(folder.resolve("host.pub")).split(" ");
      Path known =
          Files.writeString(
              folder.resolve("known_hosts"),
              "[127.0.0.1]:" + port + " " + hostKey[0] + " " + hostKey[1] + "\n");
      Files.setPosixFilePermissions(known, PosixFilePermissions.fromString("rw-------"));
      Path config =
          Files.write(
              folder.resolve("sshd_config"),
              List.of(
                  "Port " + port,
                  "ListenAddress 127.0.0.1",
                  "HostKey " + folder.resolve("host"),
                  "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                  "UsePAM no",
                  "StrictModes no",
                  "PidFile none"));
      Process process =
          new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader log = process.inputReader();
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        if (line.startsWith("Server listening")) {
          Target.daemon(() -> log.lines().forEach(ignored -> {}));
          return new Server(folder, port, process);
        }
      }
      throw new IOException("sshd did not start");
    }

    String address() {
      return System.getProperty("user.name") + "@127.0.0.1:" + port;
    }

    Path key() {
      return folder.resolve("id");
    }

    Path knownHosts() {
      return folder.resolve("known_hosts");
    }

    void stop() throws InterruptedException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }

    private static void run(String... command) throws IOException, InterruptedException {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    }
  }
}
