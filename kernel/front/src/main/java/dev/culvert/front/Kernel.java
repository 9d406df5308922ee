package dev.culvert.front;

import dev.culvert.front.engine.CellError;
import dev.culvert.front.engine.CellOutcome;
import dev.culvert.front.engine.Completion;
import dev.culvert.front.engine.JavaEngine;
import dev.culvert.front.output.CellOutput;
import dev.culvert.front.output.StreamName;
import dev.culvert.front.output.Utf8Joiner;
import dev.culvert.front.remote.WorkerConfig;
import dev.culvert.front.remote.WorkerListener;
import dev.culvert.front.remote.WorkerProcess;
import dev.culvert.front.transport.Channel;
import dev.culvert.front.transport.Sockets;
import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.worker.wire.Shown;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Jupyter kernel: one table from message type to handler, and the life of a cell.
 *
 * <p>Threads: see the package. Invariant: a request's status is busy before anything else of it and
 * idle after everything; a cell's idle is sent when all it wrote before its end was published.
 */
public final class Kernel implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Kernel.class.getName());

  private interface Handler {
    /** Answers a request; the content of the reply. */
    Map<String, Object> handle(Message request) throws Exception;
  }

  private final String session = UUID.randomUUID().toString();
  private final Sockets sockets;
  private final InputRequests inputs;
  private final History history = new History();
  private final ExecutorService readers = Executors.newCachedThreadPool(daemons("pipe-reader"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemons("flush"));
  private final ExecutorService side = Executors.newSingleThreadExecutor(daemons("side"));
  private final ExecutorService control = Executors.newSingleThreadExecutor(daemons("control"));
  private final LinkedBlockingDeque<Message> cells = new LinkedBlockingDeque<>();
  private final Thread cellsThread = new Thread(null, this::runCells, "cells", 0, false);
  private final Map<String, Handler> handlers =
      Map.of(
          "kernel_info_request", request -> KernelInfo.content(),
          "complete_request", this::complete,
          "inspect_request", this::inspect,
          "is_complete_request", this::isComplete,
          "history_request", this::history,
          "comm_info_request", request -> Map.of("status", "ok", "comms", Map.of()));

  private final WorkerConfig workerConfig;
  private final CompletableFuture<JavaEngine> engine = new CompletableFuture<>();
  private final Map<Integer, CellOutput> outputs = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Message runningCell; // null between cells
  private int executionCount; // owned by the cells thread

  /**
   * Starts a kernel: worker, compiler and sockets side by side.
   *
   * @throws ProtocolException when the connection cannot be had
   */
  public static Kernel start(ConnectionInfo connection, KernelConfig config)
      throws IOException, ProtocolException {
    return new Kernel(connection, config);
  }

  private Kernel(ConnectionInfo connection, KernelConfig config)
      throws IOException, ProtocolException {
    workerConfig = config.worker();
    WorkerListener listener = new Listener();
    CompletableFuture<WorkerProcess> worker = new CompletableFuture<>();
    begin("worker-start", () -> completeWith(worker, () -> startWorker(listener)));
    begin(
        "compiler",
        () ->
            completeWith(
                engine, () -> new JavaEngine(worker, () -> startWorker(listener), classPath())));
    try {
      sockets = new Sockets(connection, this::received);
    } catch (ProtocolException e) {
      worker.thenAccept(Kernel::killQuietly).join();
      endPools();
      throw e;
    }
    inputs = new InputRequests(sockets, session);
    publish(null, "status", Map.of("execution_state", "starting"));
    sockets.start();
    cellsThread.start();
  }

  /**
   * Worker, compiler and sockets take about as long each, so each is made on a thread of its own.
   */
  private static void begin(String name, Runnable task) {
    daemons(name).newThread(task).start();
  }

  private static <T> void completeWith(CompletableFuture<T> future, Callable<T> make) {
    try {
      future.complete(make.call());
    } catch (Exception | Error e) {
      future.completeExceptionally(e);
    }
  }

  private WorkerProcess startWorker(WorkerListener listener) throws IOException {
    return new WorkerProcess(workerConfig, readers, listener);
  }

  private String classPath() {
    return workerConfig.classPath().stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void killQuietly(WorkerProcess worker) {
    try {
      worker.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory daemons(String name) {
    return body -> {
      Thread thread = new Thread(null, body, name, 0, false);
      thread.setDaemon(true);
      return thread;
    };
  }

  // ---- dispatch -----------------------------------------------------------------------------

  /** On the sockets' thread: only hands on. */
  private void received(Channel channel, Message message) {
    switch (message.type()) {
      case "execute_request" -> cells.add(message);
      case "input_reply" -> inputs.answered(message);
      case "interrupt_request" -> control.execute(() -> interrupt(channel, message));
      case "shutdown_request" -> control.execute(() -> shutdown(channel, message));
      default -> {
        Handler handler = handlers.get(message.type());
        if (handler != null) {
          ExecutorService thread = channel == Channel.CONTROL ? control : side;
          thread.execute(() -> answer(channel, message, handler));
        } else {
          LOG.log(System.Logger.Level.DEBUG, "no handler for {0}", message.type());
        }
      }
    }
  }

  private void answer(Channel channel, Message request, Handler handler) {
    publish(request, "status", Map.of("execution_state", "busy"));
    Map<String, Object> content;
    try {
      content = handler.handle(request);
    } catch (Exception | StackOverflowError e) {
      LOG.log(System.Logger.Level.WARNING, request.type() + " failed", e);
      content =
          Map.of(
              "status", "error",
              "ename", e.getClass().getSimpleName(),
              "evalue", String.valueOf(e.getMessage()),
              "traceback", List.of());
    }
    reply(channel, request, content);
    idle(request);
  }

  private void reply(Channel channel, Message request, Map<String, Object> content) {
    String type = request.type().replace("_request", "_reply");
    sockets.send(channel, request.reply(type, session, content));
  }

  /** Front ends show the last status they heard, so a running cell says again that it is busy. */
  private void idle(Message request) {
    publish(request, "status", Map.of("execution_state", "idle"));
    Message cell = runningCell;
    if (cell != null && cell != request) {
      publish(cell, "status", Map.of("execution_state", "busy"));
    }
  }

  private void publish(Message parent, String type, Map<String, Object> content) {
    Message message =
        parent == null
            ? Message.request(type, session, content)
            : parent.reply(type, session, content);
    sockets.send(
        Channel.IOPUB,
        new Message(
            List.of(type.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            message.header(),
            message.parentHeader(),
            message.metadata(),
            message.content(),
            List.of()));
  }

  // ---- cells --------------------------------------------------------------------------------

  private void runCells() {
    try {
      while (true) {
        Message request = cells.take();
        boolean failed = runCell(request);
        if (failed && request.flag("stop_on_error", true)) {
          abortQueued();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the kernel ends
    }
  }

  private boolean runCell(Message request) throws InterruptedException {
    runningCell = request;
    publish(request, "status", Map.of("execution_state", "busy"));
    boolean silent = request.flag("silent", false);
    boolean counted = !silent && request.flag("store_history", true);
    String code = request.text("code");
    int number = counted ? ++executionCount : executionCount;
    int cellId = nextCellId++;
    CellOutput output =
        new CellOutput(request, silent ? this::publishSilently : this::publish, timer);
    outputs.put(cellId, output);
    if (counted) {
      history.add(number, code);
    }
    if (!silent) {
      output.publish("execute_input", Map.of("code", code, "execution_count", number));
    }
    CellOutcome outcome = evaluate(cellId, number, code, output);
    finish(request, output, outcome, number, silent);
    return outcome.error() != null;
  }

  private int nextCellId = 1; // owned by the cells thread; unlike the count, never the same twice

  private CellOutcome evaluate(int cellId, int number, String code, CellOutput output)
      throws InterruptedException {
    try {
      return engine.join().run(cellId, number, code, output);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, "a cell made the compiler fail", e);
      return new CellOutcome(
          null,
          new CellError(
              "KernelError",
              "the compiler failed: " + e,
              List.of(
                  "The compiler failed: " + e, "Restart the kernel if cells fail from now on.")));
    }
  }

  private void finish(
      Message request, CellOutput output, CellOutcome outcome, int number, boolean silent) {
    Map<String, Object> content = new LinkedHashMap<>();
    CellError error = outcome.error();
    output.flush();
    if (error == null) {
      if (outcome.result() != null && !silent) {
        output.publish(
            "execute_result",
            Map.of(
                "execution_count",
                number,
                "data",
                MimeContent.of(outcome.result()),
                "metadata",
                Map.of()));
      }
      content.put("status", "ok");
      content.put("execution_count", number);
      content.put("user_expressions", Map.of());
      content.put("payload", List.of());
    } else {
      Map<String, Object> shown =
          Map.of("ename", error.name(), "evalue", error.message(), "traceback", error.trace());
      if (!silent) {
        output.publish("error", shown);
      }
      content.put("status", "error");
      content.put("execution_count", number);
      content.putAll(shown);
    }
    runningCell = null;
    reply(Channel.SHELL, request, content);
    publish(request, "status", Map.of("execution_state", "idle"));
  }

  private void publishSilently(Message parent, String type, Map<String, Object> content) {
    if (type.equals("stream")) {
      publish(parent, type, content);
    }
  }

  private void abortQueued() {
    for (Message next = cells.poll(); next != null; next = cells.poll()) {
      publish(next, "status", Map.of("execution_state", "busy"));
      reply(Channel.SHELL, next, Map.of("status", "aborted"));
      publish(next, "status", Map.of("execution_state", "idle"));
    }
  }

  // ---- questions ----------------------------------------------------------------------------

  private Map<String, Object> complete(Message request) {
    String code = request.text("code");
    int cursor = cursor(code, request);
    Completion.Matches found = engine.join().complete(code, cursor);
    return Map.of(
        "status", "ok",
        "matches", found.matches(),
        "cursor_start", code.codePointCount(0, found.start()),
        "cursor_end", code.codePointCount(0, found.end()),
        "metadata", Map.of());
  }

  /** The protocol counts code points, Java counts chars. */
  private static int cursor(String code, Message request) {
    int points = request.number("cursor_pos", code.codePointCount(0, code.length()));
    int bounded = Math.max(0, Math.min(points, code.codePointCount(0, code.length())));
    return code.offsetByCodePoints(0, bounded);
  }

  private Map<String, Object> inspect(Message request) {
    String code = request.text("code");
    Optional<String> text = engine.join().inspect(code, cursor(code, request));
    return Map.of(
        "status", "ok",
        "found", text.isPresent(),
        "data", text.map(plain -> Map.<String, Object>of("text/plain", plain)).orElse(Map.of()),
        "metadata", Map.of());
  }

  private Map<String, Object> isComplete(Message request) {
    Completion.Status status = engine.join().isComplete(request.text("code"));
    return status.status().equals("incomplete")
        ? Map.of("status", status.status(), "indent", status.indent())
        : Map.of("status", status.status());
  }

  private Map<String, Object> history(Message request) {
    boolean output = request.flag("output", false);
    int count = request.number("n", 1_000);
    List<List<Object>> found =
        switch (request.text("hist_access_type")) {
          case "range" ->
              history.range(request.number("start", 1), request.number("stop", 0), output);
          case "search" ->
              history.search(
                  request.text("pattern").isEmpty() ? "*" : request.text("pattern"),
                  count,
                  request.flag("unique", false),
                  output);
          default -> history.tail(count, output);
        };
    return Map.of("status", "ok", "history", found);
  }

  // ---- control ------------------------------------------------------------------------------

  private void interrupt(Channel channel, Message request) {
    publish(request, "status", Map.of("execution_state", "busy"));
    if (engine.isDone()) {
      engine.join().interrupt();
    }
    inputs.cancel();
    reply(channel, request, Map.of("status", "ok"));
    idle(request);
  }

  private void shutdown(Channel channel, Message request) {
    publish(request, "status", Map.of("execution_state", "busy"));
    boolean restart = request.flag("restart", false);
    reply(channel, request, Map.of("status", "ok", "restart", restart));
    publish(request, "status", Map.of("execution_state", "idle"));
    requestShutdown();
  }

  private void endWorker() {
    cellsThread.interrupt();
    try {
      engine.get(5, TimeUnit.SECONDS).worker().end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "the worker cannot be ended in order", e);
    }
  }

  /** Makes {@link #awaitShutdown} return, as a client's request would. */
  public void requestShutdown() {
    endWorker();
    ended.countDown();
  }

  /** Waits until a client asked for the end. */
  public void awaitShutdown() throws InterruptedException {
    ended.await();
  }

  /** Ends the worker and closes the sockets; what was published before is sent. */
  @Override
  public void close() throws InterruptedException {
    if (ended.getCount() > 0) {
      endWorker();
      ended.countDown();
    }
    sockets.close();
    cellsThread.interrupt();
    endPools();
  }

  private void endPools() {
    side.shutdownNow();
    control.shutdown();
    timer.shutdownNow();
    readers.shutdownNow();
  }

  // ---- what the worker tells ----------------------------------------------------------------

  private final class Listener implements WorkerListener {

    /** Late bytes may cut a character, so each stream of a cell has its joiner. */
    private final Map<String, Utf8Joiner> joiners = new ConcurrentHashMap<>();

    @Override
    public void late(int cell, boolean stderr, byte[] bytes) {
      CellOutput output = outputs.get(cell);
      if (output == null) { // before the first cell: the terminal or log of who started the kernel
        System.err.write(bytes, 0, bytes.length);
        System.err.flush();
        return;
      }
      Utf8Joiner joiner = joiners.computeIfAbsent(cell + "," + stderr, key -> new Utf8Joiner());
      output.append(
          stderr ? StreamName.STDERR : StreamName.STDOUT, joiner.add(bytes, 0, bytes.length));
    }

    @Override
    public void shown(Shown shown) {
      CellOutput output = outputs.get(shown.cell());
      if (output == null) {
        LOG.log(System.Logger.Level.WARNING, "a display of unknown cell {0}", shown.cell());
        return;
      }
      if (shown.moment() > 0) {
        awaitMoment(shown);
      }
      switch (shown.action()) {
        case SHOW -> output.publish("display_data", display(shown));
        case UPDATE -> output.publish("update_display_data", display(shown));
        case CLEAR -> output.publish("clear_output", Map.of("wait", false));
        case CLEAR_ON_NEXT -> output.publish("clear_output", Map.of("wait", true));
        default -> throw new IllegalStateException(shown.action().toString());
      }
    }

    private void awaitMoment(Shown shown) {
      try {
        engine.join().awaitMoment(shown.cell(), shown.moment());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private Map<String, Object> display(Shown shown) {
      Map<String, Object> ids = shown.id().isEmpty() ? Map.of() : Map.of("display_id", shown.id());
      return Map.of("data", MimeContent.of(shown.data()), "metadata", Map.of(), "transient", ids);
    }

    @Override
    public void input(int cell, String prompt, boolean secret, Answer answer) {
      CellOutput output = outputs.get(cell);
      if (output == null || !output.parent().flag("allow_stdin", true)) {
        answer.refuse(
            "this front end takes no input (allow_stdin is false), so \""
                + prompt
                + "\" cannot be asked. Run the notebook interactively, or give the value another"
                + " way.");
        return;
      }
      output.flush();
      inputs.ask(output.parent(), prompt, secret, answer);
    }

    @Override
    public void classPath(List<Path> entries, Runnable done) {
      side.execute(
          () -> {
            engine.join().addToClassPath(entries);
            done.run();
          });
    }
  }
}
