package dev.culvert.front;

import dev.culvert.front.engine.JavaEngine;
import dev.culvert.front.output.Outlet;
import dev.culvert.front.remote.RemoteControl;
import dev.culvert.front.remote.WorkerConfig;
import dev.culvert.front.remote.WorkerListener;
import dev.culvert.front.remote.WorkerProcess;
import dev.culvert.front.transport.Channel;
import dev.culvert.front.transport.Sockets;
import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.ProtocolException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A Jupyter kernel: makes its parts, hands each message to the part and the thread that is for it,
 * and ends them.
 *
 * <p>Threads: see the package. Loggers are made where they are needed, for the first one costs a
 * start 5 to 15 ms.
 */
public final class Kernel implements AutoCloseable {

  private final ExecutorService readers = Executors.newCachedThreadPool(daemons("pipe-reader"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemons("flush"));
  private final ExecutorService side = Executors.newSingleThreadExecutor(daemons("side"));
  private final ExecutorService control = Executors.newSingleThreadExecutor(daemons("control"));
  private final CompletableFuture<JavaEngine> engine = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private final WorkerConfig workerConfig;
  private final Outlet outlet;
  private final Publisher publisher;
  private final InputRequests inputs;
  private final CellRunner cells;
  private final CommRouter comms;
  private final Questions questions;
  private final Sockets sockets;

  /** Where the sockets are to be; asked while worker and compiler start. */
  public interface ConnectionSource {
    ConnectionInfo read() throws ProtocolException;
  }

  /**
   * Starts a kernel: worker, compiler and sockets side by side.
   *
   * @throws ProtocolException when the connection cannot be had
   */
  public static Kernel start(ConnectionSource connection, KernelConfig config)
      throws IOException, ProtocolException {
    return new Kernel(connection, config);
  }

  private Kernel(ConnectionSource connection, KernelConfig config)
      throws IOException, ProtocolException {
    workerConfig = config.worker();
    outlet = new Outlet(config.output(), timer);
    publisher = new Publisher(outlet);
    inputs = new InputRequests(publisher);
    History history = new History(config.history().map(HistoryFile::new).orElse(null), side);
    TimeLimits limits = new TimeLimits(this::expired);
    cells = new CellRunner(publisher, engine, history, outlet, limits);
    comms = new CommRouter(publisher, engine, side);
    WorkerListener listener =
        new WorkerEvents(
            cells, comms, inputs, engine, new SessionQuestions(engine, history, limits), side);
    CompletableFuture<WorkerProcess> worker = new CompletableFuture<>();
    begin("worker-start", () -> completeWith(worker, () -> startFirstWorker(listener)));
    questions = new Questions(publisher, engine, comms, history);
    try {
      sockets = new Sockets(connection.read(), this::received);
    } catch (ProtocolException e) {
      worker.thenAccept(Kernel::killQuietly).join();
      endPools();
      throw e;
    }
    begin(
        "compiler",
        () -> completeWith(engine, () -> newEngine(worker, listener, config.preview())));
    publisher.bind(sockets);
    publisher.publish(null, "status", Map.of("execution_state", "starting"));
    sockets.start();
    cells.start();
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

  /** The first worker, and while it starts, what will be needed to send it code. */
  private WorkerProcess startFirstWorker(WorkerListener listener) throws IOException {
    WorkerProcess worker = startWorker(listener);
    RemoteControl.warmUp();
    return worker;
  }

  private JavaEngine newEngine(
      CompletableFuture<WorkerProcess> worker, WorkerListener listener, boolean preview) {
    JavaEngine made = new JavaEngine(worker, () -> startWorker(listener), classPath());
    if (preview) {
      made.allowPreview();
    }
    return made;
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

  /** On the sockets' thread: only hands on. */
  private void received(Channel channel, Message message) {
    switch (message.type()) {
      case "execute_request" -> cells.add(message);
      case "input_reply" -> inputs.answered(message);
      case "interrupt_request" -> control.execute(() -> interrupt(channel, message));
      case "shutdown_request" -> control.execute(() -> shutdown(channel, message));
      default -> {
        if (questions.knows(message)) {
          ExecutorService thread = channel == Channel.CONTROL ? control : side;
          thread.execute(() -> questions.answer(channel, message));
        } else if (CommRouter.knows(message)) {
          comms.received(message);
        } else {
          System.getLogger(Kernel.class.getName())
              .log(System.Logger.Level.DEBUG, "no handler for {0}", message.type());
        }
      }
    }
  }

  private void interrupt(Channel channel, Message request) {
    publisher.busy(request);
    cells.interrupt();
    inputs.cancel();
    publisher.reply(channel, request, Map.of("status", "ok"));
    publisher.idle(request);
  }

  private void expired(int cellId, Duration limit) {
    if (engine.join().interrupts().expire(cellId, limit)) {
      inputs.cancel();
    }
  }

  private void shutdown(Channel channel, Message request) {
    publisher.busy(request);
    boolean restart = request.flag("restart", false);
    publisher.reply(channel, request, Map.of("status", "ok", "restart", restart));
    publisher.publish(request, "status", Map.of("execution_state", "idle"));
    requestShutdown();
  }

  private void endWorker() {
    cells.stop();
    try {
      engine.get(5, TimeUnit.SECONDS).worker().end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      System.getLogger(Kernel.class.getName())
          .log(System.Logger.Level.WARNING, "the worker cannot be ended in order", e);
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
    cells.stop();
    endPools();
    cells.close();
    if (engine.isDone() && !engine.isCompletedExceptionally()) {
      engine.join().close();
    }
  }

  private void endPools() {
    side.shutdownNow();
    control.shutdown();
    timer.shutdownNow();
    readers.shutdownNow();
  }
}
