package dev.culvert.client;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.ProtocolException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A client of one kernel: one it started itself, or one that runs already.
 *
 * <p>Thread safe. Replies and iopub messages of cells pass through one event thread, so a handler
 * sees its messages in the order the kernel sent them. Handlers are kept as long as the client
 * lives, because output may come long after its cell: a cell costs one map entry.
 *
 * <p>Hazard: a request that is sent while the kernel dies. {@link #dead} is set and the waiting
 * requests are failed under one lock, and a request enters the maps under the same lock, so none
 * waits for ever.
 */
public final class KernelClient implements AutoCloseable {

  private static final int PROBLEMS_KEPT = 100;
  private static final Duration ASK_AGAIN = Duration.ofMillis(250);

  private final String session = UUID.randomUUID().toString();
  private final ConnectionFile connectionFile; // null when the kernel was not started here
  private final KernelProcess process; // null when the kernel was not started here
  private final ConnectionInfo info;
  private final boolean interruptBySignal;
  private final Duration answerPatience;
  private final Duration closePatience;
  private final Consumer<Message> strays;
  private final SocketLoop loop;
  private final List<Thread> threads = new CopyOnWriteArrayList<>(); // of the two executors
  private final ExecutorService events = daemon("culvert-client-events");
  private final ExecutorService questions = daemon("culvert-client-input");
  private final Map<String, Execution> executions = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Message>> requests = new ConcurrentHashMap<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Object lifeLock = new Object();
  private KernelException dead; // why nothing will answer any more; guarded by lifeLock
  private boolean closed; // guarded by this
  private volatile CountAfter pulse; // the kernel_info request whose idle is awaited; else null
  private Message kernelInfo;

  private record CountAfter(String id, CompletableFuture<Void> seen) {}

  /** A kernel to be started. */
  public static KernelLauncher of(KernelSpec spec) {
    return new KernelLauncher(spec);
  }

  /**
   * A client of a kernel that runs already. {@link #close} leaves that kernel running.
   *
   * @param patience how long it may take to answer the first kernel_info request
   */
  public static KernelClient connect(ConnectionInfo info, Duration patience)
      throws KernelException, InterruptedException {
    KernelLauncher defaults = new KernelLauncher(KernelSpec.ofArgv(List.of("running")));
    KernelClient client = open(defaults, info, null, null);
    return client.ready(patience);
  }

  static KernelClient start(KernelLauncher launcher) throws KernelException, InterruptedException {
    ConnectionFile file = null;
    KernelProcess process = null;
    try {
      file = ConnectionFile.create();
      List<String> command = launcher.spec.command(file.path());
      process = new KernelProcess(command, launcher.directory, launcher.environment, launcher.spec);
    } catch (IOException e) {
      closeQuietly(file, e);
      throw new KernelException("the kernel cannot be started: " + e.getMessage(), e);
    }
    return open(launcher, file.info(), file, process).ready(launcher.startPatience);
  }

  private static void closeQuietly(ConnectionFile file, IOException reason) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static KernelClient open(
      KernelLauncher launcher, ConnectionInfo info, ConnectionFile file, KernelProcess process)
      throws KernelException {
    try {
      return new KernelClient(launcher, info, file, process);
    } catch (IOException | ProtocolException e) {
      throw new KernelException("no client for the kernel: " + e.getMessage(), e);
    }
  }

  private KernelClient(
      KernelLauncher launcher, ConnectionInfo info, ConnectionFile file, KernelProcess process)
      throws IOException, ProtocolException {
    this.connectionFile = file;
    this.process = process;
    this.info = info;
    this.interruptBySignal = launcher.spec.interruptBySignal();
    this.answerPatience = launcher.answerPatience;
    this.closePatience = launcher.closePatience;
    this.strays = launcher.strays;
    this.loop = new SocketLoop(info, session, new Incoming());
    loop.start();
    if (process != null) {
      process.onExit().thenRun(loop::peerDied);
    }
  }

  /** One thread, started at once: what a client holds does not depend on what it was asked. */
  private ExecutorService daemon(String name) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              threads.add(thread);
              return thread;
            });
    executor.prestartAllCoreThreads();
    return executor;
  }

  /** Waits for a kernel_info reply, and for its idle on iopub: only then is no output missed. */
  private KernelClient ready(Duration patience) throws KernelException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (kernelInfo == null) {
        kernelInfo = knock(deadline);
        if (kernelInfo == null && System.nanoTime() - deadline >= 0) {
          throw new KernelException(
              "the kernel did not answer within "
                  + patience.toMillis()
                  + " ms"
                  + (process == null ? "" : process.lastWords()));
        }
      }
      return this;
    } catch (KernelException | InterruptedException | RuntimeException e) {
      close(Duration.ZERO);
      throw e;
    }
  }

  private Message knock(long deadline) throws KernelException, InterruptedException {
    Message request = Message.request("kernel_info_request", session, Map.of());
    CompletableFuture<Void> seen = new CompletableFuture<>();
    pulse = new CountAfter(request.id(), seen);
    CompletableFuture<Message> answer = ask(Channel.SHELL, request);
    try {
      Message reply = within(answer, deadline - System.nanoTime());
      within(seen, Math.min(ASK_AGAIN.toNanos(), deadline - System.nanoTime()));
      return reply;
    } catch (TimeoutException e) {
      return null; // iopub was not connected yet when the kernel spoke: ask again
    } finally {
      pulse = null;
      requests.remove(request.id());
    }
  }

  private static <T> T within(CompletableFuture<T> future, long nanos)
      throws KernelException, InterruptedException, TimeoutException {
    try {
      return future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new KernelException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** The kernel's first kernel_info reply. */
  public Message kernelInfo() {
    return kernelInfo;
  }

  /** Where the kernel listens. */
  public ConnectionInfo connection() {
    return info;
  }

  /** The connection file; null when the kernel was not started here. */
  public Path connectionFile() {
    return connectionFile == null ? null : connectionFile.path();
  }

  /** The kernel's process id; -1 when it was not started here. */
  public long pid() {
    return process == null ? -1 : process.pid();
  }

  /** Whether the kernel's process lives; true for one that was not started here. */
  public boolean isAlive() {
    return process == null || process.isAlive();
  }

  /** The last 64 KB the kernel's process wrote to its own stdout, outside of any cell. */
  public String processStdout() {
    return process == null ? "" : process.stdout();
  }

  /** The last 64 KB the kernel's process wrote to its own stderr, outside of any cell. */
  public String processStderr() {
    return process == null ? "" : process.stderr();
  }

  /** What came from the kernel and was no message, and handlers that failed on late messages. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** Runs a cell and waits for its reply and idle. */
  public Message execute(String code, ExecuteOptions options, CellHandler handler)
      throws KernelException, InterruptedException {
    return submit(code, options, handler).await();
  }

  /** Sends a cell and returns at once. */
  public Execution submit(String code, ExecuteOptions options, CellHandler handler)
      throws KernelException {
    Message request = Message.request("execute_request", session, options.content(code));
    Execution execution = new Execution(request.id(), handler);
    synchronized (lifeLock) {
      checkAlive();
      executions.put(request.id(), execution);
    }
    loop.send(Channel.SHELL, request);
    return execution;
  }

  /** A request on any channel, and its reply. */
  public Message request(Channel channel, String type, Map<String, Object> content)
      throws KernelException, InterruptedException {
    return request(channel, type, content, answerPatience);
  }

  /** A request on any channel, and its reply within a time. */
  public Message request(
      Channel channel, String type, Map<String, Object> content, Duration patience)
      throws KernelException, InterruptedException {
    Message request = Message.request(type, session, content);
    try {
      return within(ask(channel, request), patience.toNanos());
    } catch (TimeoutException e) {
      throw new KernelException(
          "the kernel did not answer " + type + " within " + patience.toMillis() + " ms", e);
    } finally {
      requests.remove(request.id());
    }
  }

  /** Sends a message that has no reply, as those of comms. */
  public void send(Channel channel, String type, Map<String, Object> content)
      throws KernelException {
    synchronized (lifeLock) {
      checkAlive();
    }
    loop.send(channel, Message.request(type, session, content));
  }

  private CompletableFuture<Message> ask(Channel channel, Message request) throws KernelException {
    CompletableFuture<Message> answer = new CompletableFuture<>();
    synchronized (lifeLock) {
      checkAlive();
      requests.put(request.id(), answer);
    }
    loop.send(channel, request);
    return answer;
  }

  private void checkAlive() throws KernelException {
    if (dead != null) {
      throw new KernelException(dead.getMessage(), dead);
    }
  }

  /** Sends frames as they are: how tests send what no client should. */
  public void sendFrames(Channel channel, List<byte[]> frames) {
    loop.sendFrames(channel, frames);
  }

  /** Asks for completions. Positions are counted in code points. */
  public Message complete(String code, int cursor) throws KernelException, InterruptedException {
    return request(Channel.SHELL, "complete_request", Map.of("code", code, "cursor_pos", cursor));
  }

  /** Asks for documentation at a position. */
  public Message inspect(String code, int cursor, int detail)
      throws KernelException, InterruptedException {
    return request(
        Channel.SHELL,
        "inspect_request",
        Map.of("code", code, "cursor_pos", cursor, "detail_level", detail));
  }

  /** Asks whether the code is a whole cell. */
  public Message isComplete(String code) throws KernelException, InterruptedException {
    return request(Channel.SHELL, "is_complete_request", Map.of("code", code));
  }

  /** Asks for the last n cells of the history. */
  public Message historyTail(int n) throws KernelException, InterruptedException {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("hist_access_type", "tail");
    content.put("n", n);
    content.put("output", false);
    content.put("raw", true);
    return request(Channel.SHELL, "history_request", content);
  }

  /** Interrupts the running cell, by message or signal as the kernelspec says. */
  public void interrupt() throws KernelException, InterruptedException {
    if (interruptBySignal && process != null) {
      process.interrupt();
    } else {
      request(Channel.CONTROL, "interrupt_request", Map.of());
    }
  }

  /** Asks the kernel to end and waits for its answer, not for its end. */
  public Message shutdown(boolean restart, Duration patience)
      throws KernelException, InterruptedException {
    return request(Channel.CONTROL, "shutdown_request", Map.of("restart", restart), patience);
  }

  /**
   * Ends the kernel if it was started here, and releases everything. Never hangs: a kernel that
   * does not end in time is killed, and every process it left behind with it.
   */
  @Override
  public void close() {
    close(closePatience);
  }

  private synchronized void close(Duration patience) {
    if (closed) {
      return;
    }
    closed = true;
    boolean interrupted = Thread.interrupted(); // an interrupt must not leave a process behind
    try {
      endProcess(patience);
      loop.close();
      fail(new KernelException("the client is closed"));
      events.shutdown();
      questions.shutdownNow();
      events.awaitTermination(closePatience.toMillis(), TimeUnit.MILLISECONDS);
      events.shutdownNow();
      for (Thread thread : threads) {
        thread.join(closePatience.toMillis());
      }
    } catch (InterruptedException e) {
      interrupted = true;
      killAtOnce();
    } finally {
      deleteConnectionFile();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void deleteConnectionFile() {
    try {
      if (connectionFile != null) {
        connectionFile.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the connection file stays behind: " + e.getMessage(), e);
    }
  }

  private void killAtOnce() {
    if (process != null) {
      process.kill();
    }
    fail(new KernelException("the client is closed"));
    loop.abandon();
    events.shutdown();
    questions.shutdownNow();
  }

  private void endProcess(Duration patience) throws InterruptedException {
    if (process == null) {
      return;
    }
    long deadline = System.nanoTime() + patience.toNanos();
    Set<ProcessHandle> descendants = new LinkedHashSet<>(process.descendants());
    if (process.isAlive() && !patience.isZero()) {
      try {
        shutdown(false, patience);
      } catch (KernelException e) {
        problem("shutdown: " + e.getMessage());
      }
    }
    process.end(descendants, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  private void fail(KernelException reason) {
    synchronized (lifeLock) {
      if (dead == null) {
        dead = reason;
      }
      requests.values().forEach(request -> request.completeExceptionally(reason));
      requests.clear();
    }
    events.execute(
        () -> executions.values().forEach(execution -> execution.fail(reason))); // done ones stay
  }

  private void problem(String text) {
    if (problems.size() < PROBLEMS_KEPT) {
      problems.add(text);
    }
  }

  /** What comes from the sockets; on the loop's thread. */
  private final class Incoming implements SocketLoop.Listener {

    @Override
    public void received(SocketLoop.Source source, Message message) {
      switch (source) {
        case IOPUB -> events.execute(() -> published(message));
        case STDIN -> events.execute(() -> asked(message));
        default -> answered(message);
      }
    }

    private void answered(Message message) {
      CompletableFuture<Message> request = requests.get(message.parentId());
      if (request != null) {
        request.complete(message);
        return;
      }
      Execution execution = executions.get(message.parentId());
      if (execution != null) {
        events.execute(() -> execution.replied(message));
      }
    }

    @Override
    public void notAMessage(SocketLoop.Source source, ProtocolException problem) {
      problem(source + ": " + problem.getMessage());
    }

    @Override
    public void broken(RuntimeException reason) {
      fail(new KernelException("the client's sockets failed: " + reason, reason));
    }

    @Override
    public void quietAfterDeath() {
      fail(new KernelException("the kernel died: " + process.obituary()));
    }
  }

  private void published(Message message) {
    CountAfter awaited = pulse;
    if (awaited != null
        && message.parentId().equals(awaited.id())
        && message.text("execution_state").equals("idle")) {
      awaited.seen().complete(null);
    }
    Execution execution = executions.get(message.parentId());
    if (execution == null) {
      handled(strays, message);
      return;
    }
    KernelException failure = handled(execution.handler()::message, message);
    if (failure != null) {
      execution.failAtEnd(failure);
    }
    execution.published(message);
  }

  private KernelException handled(Consumer<Message> handler, Message message) {
    try {
      handler.accept(message);
      return null;
    } catch (RuntimeException e) {
      problem("the handler of " + message.type() + " failed: " + e);
      return new KernelException("the handler of the cell's messages failed: " + e, e);
    }
  }

  private void asked(Message question) {
    Execution execution = executions.get(question.parentId());
    if (execution == null) {
      problem("STDIN: a question that belongs to no cell of this client");
      return;
    }
    execution.asks(questions.submit(() -> answer(execution, question)));
  }

  private void answer(Execution execution, Message question) {
    try {
      String value =
          execution.handler().input(question.text("prompt"), question.flag("password", false));
      Message request = Message.request("input_reply", session, Map.of("value", value));
      loop.send(
          Channel.STDIN,
          new Message(
              List.of(),
              request.header(),
              question.header(),
              Map.of(),
              request.content(),
              List.of()));
    } catch (IOException | RuntimeException e) {
      if (!execution.isDone()) {
        giveUp(execution, e);
      }
    }
  }

  private void giveUp(Execution execution, Exception why) {
    KernelException reason = new KernelException(why.getMessage(), why);
    execution.failAtEnd(reason);
    try {
      interrupt();
    } catch (KernelException e) {
      problem("interrupt after an unanswered question: " + e.getMessage());
      execution.fail(reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
