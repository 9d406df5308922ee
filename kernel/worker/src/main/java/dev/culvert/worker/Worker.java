package dev.culvert.worker;

import dev.culvert.api.Culvert;
import dev.culvert.api.Suggestions;
import dev.culvert.api.UserError;
import dev.culvert.worker.wire.Begin;
import dev.culvert.worker.wire.CellEnd;
import dev.culvert.worker.wire.CommMessage;
import dev.culvert.worker.wire.Failure;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Models;
import dev.culvert.worker.wire.NioProvider;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Payload;
import dev.culvert.worker.wire.Shown;
import dev.culvert.worker.wire.Wire;
import dev.culvert.worker.wire.WireClosedException;
import dev.culvert.worker.wire.WireException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The worker process: takes requests from the front and runs them.
 *
 * <p>Threads: the wire's reader defines classes and delivers interrupts, so that these are never
 * behind user code; {@code cell} (the main thread) runs user code, one request after another;
 * {@code side} answers questions about magics while a cell runs. When the wire closes, the front is
 * gone and the process ends, with the processes that cells left running.
 */
public final class Worker implements Wire.Handler {

  private static final long CLOSE_MILLIS = 3_000;
  private static final int SHOWN_AT_ONCE = 100;
  private static final int MUCH = 16_000; // characters that count as one display more

  private final Wire wire;
  private final Path directory; // the front's and ours; who ends last removes it
  private final Streams streams;
  private final Attribution attribution;
  private final PipeMaker pipeMaker;
  private final ThreadBirths births = new ThreadBirths();
  private final WorkerSurroundings surroundings;
  private final Children children;
  private final Orphans orphans;
  private final CellActivity activity;
  private final SnippetLoader loader;
  private final CarriedValues carried;
  private final RedefinitionAgent redefinition;
  private final Rendering rendering;
  private final MagicHost magics;
  private final Stopper stopper = new Stopper(Thread.currentThread());
  private final MemoryReserve reserve = new MemoryReserve();
  private final LinkedBlockingQueue<Runnable> cellWork = new LinkedBlockingQueue<>();
  private final ExecutorService side =
      Executors.newSingleThreadExecutor(
          body -> {
            Thread thread = new Thread(null, body, "side", 0, false);
            thread.setDaemon(true);
            return thread;
          });
  private final Thread cellThread = Thread.currentThread();
  private final AtomicInteger shownSinceAsked = new AtomicInteger(); // by all cells
  private CommHub comms; // null until needed; guarded by this
  private volatile CellRun running; // set and cleared by the cell thread
  private CellRun loading; // whose classes come now; the wire's reader's

  /**
   * @param args path of the front's socket, directory for pipes, class path of the native calls,
   *     class path of the magics
   */
  public static void main(String[] args) throws IOException {
    NioProvider.takeOwn();
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(args[0]));
    new Worker(channel, Path.of(args[1]), args[2], args[3]).run();
  }

  private Worker(
      SocketChannel channel, Path pipeDirectory, String nativeClassPath, String magicClassPath) {
    ClassLoader own = Worker.class.getClassLoader();
    Posix posix = NativeCalls.find(name -> isolated(name, nativeClassPath, own));
    IsolatedLoader isolated = isolated("magics", magicClassPath, own);
    wire = new Wire("worker", channel, this);
    directory = pipeDirectory;
    loader = new SnippetLoader(own);
    carried = new CarriedValues(loader);
    redefinition = new RedefinitionAgent(pipeDirectory);
    attribution = new Attribution(loader);
    streams = new Streams(wire, posix, attribution);
    orphans = new Orphans(pipeDirectory);
    pipeMaker = new PipeMaker(wire, posix, pipeDirectory, orphans);
    surroundings = new WorkerSurroundings(this, posix);
    children = new Children(attribution, pipeMaker, surroundings);
    activity = new CellActivity(births, children, orphans);
    rendering = new Rendering(isolated, loader);
    magics = new MagicHost(this, isolated);
  }

  /** The isolated loader defines our internal packages itself, so it needs the jars they are in. */
  private static IsolatedLoader isolated(String name, String classPath, ClassLoader parent) {
    String all = System.getProperty("java.class.path") + File.pathSeparator + classPath;
    List<Path> entries =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList();
    return new IsolatedLoader(name, entries, parent);
  }

  private void run() {
    Agent.bind(this);
    Culvert.bind(new WorkerNotebook(this, null, Map.of()));
    wire.start();
    wire.send(FrameType.HELLO, new Packet().put(Wire.VERSION).put(ProcessHandle.current().pid()));
    pipeMaker.start();
    stopper.start();
    streams.install();
    Stopper.hushThreads();
    System.setIn(new CellInput(this));
    cellThread.setName("cell");
    cellThread.setContextClassLoader(loader);
    try {
      while (true) {
        try {
          cellWork.take().run();
        } catch (InterruptedException e) {
          // An interrupt that arrived between two requests: there is nothing to stop.
        }
      }
    } catch (OutOfMemoryError e) { // in spite of the reserve: other threads took it
      Runtime.getRuntime().halt(Wire.OUT_OF_MEMORY);
    }
  }

  // ---- requests of the front: on the wire's reader ------------------------------------------

  @Override
  public void handle(FrameType type, int id, Packet.Reader payload) {
    switch (type) {
      case BEGIN -> {
        Begin begin = Begin.read(payload);
        CellRun cell = new CellRun(begin.cell(), begin.number(), begin.magics(), births);
        loading = cell;
        cellWork.add(() -> begin(cell, begin.pipes()));
      }
      case LOAD -> load(payload);
      case REDEFINE -> wire.reply(id, new Packet().put(redefine(payload)));
      case INVOKE -> {
        String className = payload.readText();
        List<String> methods = payload.readTexts();
        boolean yields = payload.readBoolean();
        boolean once = payload.readBoolean();
        boolean last = payload.readBoolean();
        cellWork.add(() -> invoke(id, className, methods, yields, once, last));
      }
      case CALL -> {
        PlainCall call = new PlainCall(payload.readInt(), payload.readTexts(), payload.readTexts());
        cellWork.add(() -> call(id, call));
      }
      case END -> cellWork.add(() -> end(id, new Packet()));
      case INTERRUPT -> stopper.interrupt(payload.readInt());
      case ADD_CLASS_PATH -> {
        payload.readTexts().forEach(entry -> loader.addToClassPath(Path.of(entry)));
        rendering.classPathChanged();
        wire.reply(id, new Packet());
      }
      case MAGICS -> side.execute(() -> answer(id, this::magicNames));
      case MODEL -> {
        String magic = payload.readText();
        side.execute(() -> answer(id, () -> Models.toPacket(magics.model(magic))));
      }
      case SUGGEST ->
          suggest(
              id, payload.readText(), payload.readText(), payload.readInt(), payload.readBoolean());
      case DOCUMENTATION -> fetchDocumentation(id, Path.of(payload.readText()));
      case COMM -> comms().received(CommMessage.read(payload), () -> wire.reply(id, new Packet()));
      case SHUTDOWN -> closed();
      default -> throw new IllegalArgumentException("not for a worker: " + type);
    }
  }

  @Override
  public void closed() {
    Thread bound = new Thread(null, this::haltWhenLate, "halt", 0, false);
    bound.setDaemon(true);
    bound.start();
    magics.close();
    ChildProcesses.all().forEach(ProcessHandle::destroy);
    orphans.find().keySet().forEach(ProcessHandle::destroy);
    removeDirectory();
    Runtime.getRuntime().halt(0); // not exit: user threads in shutdown hooks may never end
  }

  /** The front does it, unless it was killed. */
  private void removeDirectory() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      System.getLogger(Worker.class.getName())
          .log(System.Logger.Level.DEBUG, "leaving {0} behind: {1}", directory, e);
    }
  }

  @Override
  public void outOfMemory() {
    reserve.release();
  }

  /** A magic that cannot be closed, because its server is gone, must not keep the process. */
  private void haltWhenLate() {
    try {
      Thread.sleep(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  private void load(Packet.Reader payload) {
    if (payload.readBoolean()) {
      carried.add(payload.readText(), payload.readText(), payload.readText());
    }
    List<String> gone = payload.readTexts();
    carried.forget(gone);
    loader.forget(gone);
    boolean apart = payload.readBoolean();
    List<String> needs = payload.readTexts();
    Map<String, byte[]> classes = readClasses(payload);
    if (apart) {
      loader.addDetached(classes, needs, loading);
    } else {
      loader.add(classes, needs, loading);
    }
  }

  private boolean redefine(Packet.Reader payload) {
    List<String> needs = payload.readTexts();
    Map<String, byte[]> classes = readClasses(payload);
    Optional<Instrumentation> instrumentation = redefinition.instrumentation();
    return instrumentation.isPresent()
        && loader.redefine(classes, needs, loading, instrumentation.get());
  }

  private static Map<String, byte[]> readClasses(Packet.Reader payload) {
    int count = payload.readInt();
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      classes.put(payload.readText(), payload.readBytes());
    }
    return classes;
  }

  /** On a thread of its own: a download must not hold up other questions. */
  private void fetchDocumentation(int id, Path jar) {
    Thread fetch =
        new Thread(
            null,
            () -> answer(id, () -> new Packet().put(magics.fetchDocumentation(jar))),
            "documentation",
            0,
            false);
    fetch.setDaemon(true);
    fetch.start();
  }

  /** On the side thread, which no cell blocks. */
  private void suggest(int id, String magic, String text, int cursor, boolean cell) {
    side.execute(
        () -> {
          try {
            Suggestions found = magics.suggest(magic, text, cursor, cell);
            Packet packet = new Packet().put(found.start());
            packet.put(found.items().stream().map(Suggestions.Item::text).toList());
            wire.reply(id, packet.put(found.items().stream().map(Suggestions.Item::type).toList()));
          } catch (RuntimeException | LinkageError e) {
            wire.fail(id, "no suggestions: " + e);
          }
        });
  }

  private Packet magicNames() {
    return new Packet().put(List.copyOf(magics.names()));
  }

  private void answer(int id, Supplier<Packet> question) {
    try {
      wire.reply(id, question.get());
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      wire.fail(id, "the magics cannot be loaded: " + e);
    }
  }

  // ---- on the cell thread -------------------------------------------------------------------

  private void begin(CellRun cell, long pipes) {
    cell.adoptThread();
    try {
      streams.begin(cell, pipeMaker.take(pipes, cell));
    } catch (IOException e) {
      throw new UncheckedIOException("cell " + cell.number() + " cannot have its pipes", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = cell;
    stopper.begin(cell);
  }

  private void invoke(
      int id, String className, List<String> methods, boolean yields, boolean once, boolean last) {
    CellRun cell = currentCell(); // has ended where what it declared is let go of
    Failure failure = null;
    try {
      carried.carryOver();
      Class<?> snippet = loader.loadClass(className); // forName would have the loader keep it
      Object value = null;
      for (String method : methods) {
        Agent.check();
        Method body = snippet.getDeclaredMethod(method);
        body.setAccessible(true); // JShell's wrappers are not public
        value = body.invoke(null);
      }
      if (yields) {
        cell.setResult(value);
      }
    } catch (InvocationTargetException e) {
      failure = failure(e.getCause(), cell);
    } catch (ExceptionInInitializerError e) {
      failure = failure(e.getCause() == null ? e : e.getCause(), cell);
    } catch (Throwable e) { // whatever it is, it belongs to the cell
      failure = failure(e, cell);
    }
    if (once) {
      loader.forget(List.of(className));
    }
    replyToRun(id, failure, last);
  }

  private void call(int id, PlainCall call) {
    CellRun cell = running;
    Failure failure = null;
    try {
      Agent.check();
      carried.carryOver();
      cell.setResult(call.run(magics, loader, cell));
    } catch (Throwable e) { // whatever it is, it belongs to the cell
      failure = failure(e, cell);
    }
    replyToRun(id, failure, true);
  }

  private void replyToRun(int id, Failure failure, boolean last) {
    Packet reply = new Packet().put(failure != null);
    if (failure != null) {
      reply.put(failure.toPacket().toBytes());
    }
    if (last) {
      end(id, reply);
    } else {
      wire.reply(id, reply);
    }
  }

  private Failure failure(Throwable thrown, CellRun cell) {
    if (thrown instanceof OutOfMemoryError) {
      reserve.release();
    }
    return Failures.of(thrown, cell);
  }

  /** Ends the cell, and says so in a reply that may have begun with other news. */
  private void end(int id, Packet reply) {
    CellRun cell = running;
    Map<String, String> result = null;
    Failure failure = null;
    try {
      if (cell.hasResult()) {
        result = rendering.render(cell.takeResult()).data();
      }
    } catch (Throwable e) { // a toString of the user's
      failure = failure(e, cell);
    }
    magics.leaveAll(cell);
    activity.notice(cell);
    running = null;
    stopper.end(cell);
    try {
      wire.reply(id, new CellEnd(streams.end(), result, failure).appendTo(reply));
    } catch (IOException e) {
      wire.fail(id, "the end of cell " + cell.number() + " cannot be marked: " + e.getMessage());
    }
    reserve.refill();
  }

  // ---- for user code, magics and renderers: any thread --------------------------------------

  MagicHost magics() {
    return magics;
  }

  SnippetLoader loader() {
    return loader;
  }

  Children children() {
    return children;
  }

  WorkerOutputs outputs() {
    return new WorkerOutputs(this, streams);
  }

  /** Asks the front about cells' output. */
  Packet.Reader askOutput(List<String> words) {
    return await(wire.request(FrameType.OUTPUT, new Packet().put(words)), "OutputError");
  }

  Rendering rendering() {
    return rendering;
  }

  WorkerSurroundings surroundings() {
    return surroundings;
  }

  /** Asks the front about what cells declared and were. */
  Packet.Reader askSession(List<String> words) {
    return await(wire.request(FrameType.SESSION, new Packet().put(words)), "SessionError");
  }

  CellActivity activity() {
    return activity;
  }

  /** The cell that the calling thread works for; null before the first. */
  CellRun currentCell() {
    return attribution.ofThread();
  }

  boolean isCellThread() {
    return Thread.currentThread() == cellThread;
  }

  void show(Shown.Action action, String id, Object value) {
    show(action, id, rendering.render(value).data());
  }

  void clear(boolean wait) {
    show(wait ? Shown.Action.CLEAR_ON_NEXT : Shown.Action.CLEAR, "", Map.of());
  }

  /**
   * As of {@link Streams#show}. Who shows much waits meanwhile until the front has published most
   * of it.
   */
  int show(Shown.Action action, String id, Map<String, String> data) {
    try {
      int cell = streams.show(action, id, data);
      if (shownSinceAsked.addAndGet(weight(data)) >= SHOWN_AT_ONCE && cell != 0) {
        shownSinceAsked.set(0);
        askOutput(List.of("room", Integer.toString(cell)));
      }
      return cell;
    } catch (IOException e) {
      throw new UncheckedIOException("the value cannot be shown", e);
    }
  }

  private static int weight(Map<String, String> data) {
    long characters = data.values().stream().mapToLong(String::length).sum();
    return 1 + (int) (characters / MUCH);
  }

  void payload(CellRun cell, Map<String, String> page, String nextInput, boolean replace) {
    wire.send(
        FrameType.PAYLOAD,
        new Payload(cell == null ? 0 : cell.id(), page, nextInput, replace).toPacket());
  }

  synchronized CommHub comms() {
    if (comms == null) {
      comms = new CommHub(this, wire);
    }
    return comms;
  }

  String ask(String prompt, boolean secret) {
    CellRun cell = currentCell();
    Packet question = new Packet().put(cell == null ? 0 : cell.id()).put(prompt).put(secret);
    return await(wire.request(FrameType.INPUT, question), "InputUnavailable").readText();
  }

  void addToClassPath(List<Path> entries) {
    List<String> paths = entries.stream().map(entry -> entry.toAbsolutePath().toString()).toList();
    await(wire.request(FrameType.CLASS_PATH, new Packet().put(paths)), "ClassPathError");
  }

  private static Packet.Reader await(CompletableFuture<Packet.Reader> answer, String errorName) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Agent.check(); // ends here when the cell is being stopped
      throw new UserError(
          "Interrupted", "the thread was interrupted while it waited for an answer");
    } catch (ExecutionException e) {
      Agent.check();
      if (e.getCause() instanceof WireClosedException closed) {
        throw closed;
      }
      if (e.getCause() instanceof WireException refused) {
        throw new UserError(errorName, refused.getMessage());
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
