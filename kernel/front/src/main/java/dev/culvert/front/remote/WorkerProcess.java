package dev.culvert.front.remote;

import dev.culvert.front.output.CellPipes;
import dev.culvert.worker.wire.CommMessage;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Payload;
import dev.culvert.worker.wire.Pipes;
import dev.culvert.worker.wire.Shown;
import dev.culvert.worker.wire.Wire;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One worker, from its start to its death.
 *
 * <p>Everything it needs to talk lies in a directory of its own that only this user can read, and
 * goes with it. Starting returns at once; who needs the wire waits for it. After its death every
 * request fails with {@code WireClosedException}, and {@link #obituary} says what happened.
 */
public final class WorkerProcess implements Wire.Handler {

  private static final int NEWEST_TRIED = 25; // a JVM without such an option would not start
  private static final int END_SECONDS = 5; // a worker halts by itself after three
  private static final int WRITING_SECONDS = 120;

  private final WorkerConfig config;
  private final Path directory;
  private final Process process;
  private final ExecutorService readers;
  private final WorkerListener listener;
  private final CompletableFuture<Wire> connected = new CompletableFuture<>();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private volatile boolean greeted;

  /** Pipes of children that threads of ended cells started; the wire's reader's. */
  private final List<CellPipes> late = new ArrayList<>();

  /** Empty is the last one: no more will come. */
  private final BlockingQueue<Optional<CellPipes>> pipes = new LinkedBlockingQueue<>();

  /** Starts a worker; {@code readers} lends the threads that read its pipes. */
  public WorkerProcess(WorkerConfig config, ExecutorService readers, WorkerListener listener)
      throws IOException {
    this.config = config;
    this.readers = readers;
    this.listener = listener;
    directory = Files.createTempDirectory("culvert-"); // mode 0700
    Path socket = directory.resolve("wire");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    process =
        new ProcessBuilder(command(socket))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    process.onExit().thenRun(() -> closeQuietly(server)); // a worker that dies never connects
    readers.execute(() -> accept(server));
  }

  private List<String> command(Path socket) {
    List<String> command = new ArrayList<>();
    command.add(config.java().toString());
    command.addAll(config.jvmOptions());
    command.add("--enable-preview"); // whether cells may is the compiler's to say
    command.add("-Djdk.attach.allowAttachSelf=true"); // to redefine classes
    command.add("-XX:+EnableDynamicAgentLoading"); // else Java 21 and later warn of it
    command.add("-XX:ErrorFile=" + crashReport());
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-Dstderr.encoding=UTF-8");
    command.add("-Dstdin.encoding=UTF-8");
    command.add("-Dslf4j.internal.verbosity=ERROR"); // no logger is no news in a cell
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (Files.exists(config.archive())) {
      command.add("-XX:SharedArchiveFile=" + config.archive());
      if (Runtime.version().feature() <= NEWEST_TRIED) { // as for the front
        command.add("-XX:+UnlockDiagnosticVMOptions");
        command.add("-XX:ArchiveRelocationMode=0");
      }
    }
    command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"); // for the worker's native calls
    command.add("--add-opens=java.base/sun.nio.fs=ALL-UNNAMED");
    command.add("-cp");
    command.add(join(config.classPath()));
    command.add("dev.culvert.worker.Worker");
    command.add(socket.toString());
    command.add(directory.toString());
    command.add(join(config.nativeCalls()));
    command.add(join(config.isolated()));
    return command;
  }

  private static String join(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Where it is: cells may have changed it. Where the system does not tell, that of the start. */
  public Path folder() {
    try {
      return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd"));
    } catch (IOException | UnsupportedOperationException e) { // gone, or a system without /proc
      return Path.of("").toAbsolutePath();
    }
  }

  private Path crashReport() {
    return directory.resolve("hs_err.log");
  }

  private void accept(ServerSocketChannel server) {
    try (server) {
      Wire wire = new Wire("front", server.accept(), this);
      wire.start();
      connected.complete(wire);
    } catch (IOException e) {
      connected.completeExceptionally(
          new dev.culvert.worker.wire.WireException("the worker did not start: " + log()));
      closed();
    }
  }

  private static void closeQuietly(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException e) {
      System.getLogger(WorkerProcess.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the worker's server socket", e);
    }
  }

  private String log() {
    try (Stream<String> lines = Files.lines(directory.resolve("log"), StandardCharsets.UTF_8)) {
      return lines.limit(5).collect(Collectors.joining(" / "));
    } catch (IOException | RuntimeException e) {
      return "it left no message";
    }
  }

  /**
   * The connection; waits while the worker starts.
   *
   * @throws dev.culvert.worker.wire.WireException when it did not start
   */
  public Wire wire() {
    try {
      return connected.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** The next cell's pipes; waits while they are being made. Empty when the worker is gone. */
  public Optional<CellPipes> takePipes() throws InterruptedException {
    Optional<CellPipes> next = pipes.take();
    if (next.isEmpty()) {
      pipes.add(next); // for who asks again
    }
    return next;
  }

  public boolean isGone() {
    return gone.isDone();
  }

  /**
   * Whether the process has ended, though its connection may not have told yet. All that it sent
   * was read then.
   */
  public boolean hasEnded() throws InterruptedException {
    if (!process.toHandle().isAlive()) {
      try {
        gone.get(END_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        return isGone();
      }
    }
    return isGone();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void handle(FrameType type, int id, Packet.Reader in) {
    switch (type) {
      case HELLO -> greeted(in.readInt());
      case PIPES -> pipes.add(Optional.of(new CellPipes(Pipes.read(in), readers)));
      case LATE_PIPES -> latePipes(in);
      case LATE ->
          listener.late(
              in.readInt(), in.readBoolean(), in.readInt(), in.readText(), in.readBytes());
      case DISPLAY -> listener.shown(Shown.read(in));
      case INPUT ->
          listener.input(in.readInt(), in.readText(), in.readBoolean(), new WireAnswer(id));
      case CLASS_PATH ->
          listener.classPath(
              in.readTexts().stream().map(Path::of).toList(), () -> wire().reply(id, new Packet()));
      case OUTPUT -> listener.output(in.readTexts(), new WireValue(id));
      case SESSION -> listener.session(in.readTexts(), new WireValue(id));
      case PAYLOAD -> listener.payload(Payload.read(in));
      case COMM -> listener.comm(CommMessage.read(in));
      default -> throw new IllegalArgumentException("not for the front: " + type);
    }
  }

  private void latePipes(Packet.Reader in) {
    int cell = in.readInt();
    Pipes pipes = Pipes.read(new Packet.Reader(in.readBytes()));
    late.removeIf(CellPipes::isAtEnd);
    late.add(new CellPipes(pipes, readers, listener.outputOf(cell)));
  }

  private void greeted(int version) {
    greeted = true;
    if (version != Wire.VERSION) {
      throw new IllegalStateException(
          "the worker speaks version " + version + " of the wire, the front " + Wire.VERSION);
    }
  }

  @Override
  public void closed() {
    gone.complete(null);
    for (Optional<CellPipes> unused = pipes.poll(); unused != null; unused = pipes.poll()) {
      unused.ifPresent(WorkerProcess::abandon);
    }
    late.forEach(WorkerProcess::abandon);
    pipes.add(Optional.empty());
  }

  private static void abandon(CellPipes unused) {
    try {
      unused.abandon();
    } catch (IOException e) {
      System.getLogger(WorkerProcess.class.getName())
          .log(System.Logger.Level.WARNING, "a pipe of a dead worker stays open", e);
    }
  }

  /** How it died, in words; waits a moment for the process to be reaped. */
  public Obituary obituary() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return greeted
        ? Obituary.of(process.exitValue(), crashReport())
        : new Obituary("could not start: " + log(), "");
  }

  /** Ends the process and removes what it leaves; waits a bounded time. */
  public void end() throws InterruptedException {
    if (connected.isDone() && !connected.isCompletedExceptionally()) {
      connected.join().send(FrameType.SHUTDOWN, new Packet());
      process.waitFor(config.writesArchive() ? WRITING_SECONDS : END_SECONDS, TimeUnit.SECONDS);
    }
    kill();
  }

  /** Kills the process and all that it started, at once; what it leaves is {@link #kill}'s. */
  public void killTree() {
    List<ProcessHandle> descendants = process.descendants().toList(); // unknown after its death
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the process at once and removes what it leaves. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      System.getLogger(WorkerProcess.class.getName())
          .log(System.Logger.Level.DEBUG, "leaving {0} behind: {1}", directory, e);
    }
  }

  private final class WireValue implements WorkerListener.Answered {

    private final int id;

    WireValue(int id) {
      this.id = id;
    }

    @Override
    public void value(Object value) {
      wire().reply(id, new Packet().putValue(value));
    }

    @Override
    public void refuse(String why) {
      wire().fail(id, why);
    }
  }

  private final class WireAnswer implements WorkerListener.Answer {

    private final int id;

    WireAnswer(int id) {
      this.id = id;
    }

    @Override
    public void line(String line) {
      wire().reply(id, new Packet().put(line));
    }

    @Override
    public void refuse(String why) {
      wire().fail(id, why);
    }
  }
}
