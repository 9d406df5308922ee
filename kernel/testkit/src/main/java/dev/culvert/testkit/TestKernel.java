package dev.culvert.testkit;

import dev.culvert.client.ExecuteOptions;
import dev.culvert.client.Execution;
import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelLauncher;
import dev.culvert.client.KernelSpec;
import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A kernel under test.
 *
 * <pre>{@code
 * try (TestKernel kernel = TestKernel.start(argv)) {
 *   kernel.execute("System.out.print(1); 6 * 7").stdout("1").result("42").ok();
 *   kernel.execute("1 / 0").error("ArithmeticException", "/ by zero");
 * }
 * }</pre>
 */
public final class TestKernel implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KernelClient client;
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final List<Message> strays;

  private TestKernel(KernelClient client, List<Message> strays) {
    this.client = client;
    this.strays = strays;
  }

  /** Starts a kernel by its command; {@code {connection_file}} is filled in. */
  public static TestKernel start(List<String> argv) {
    return start(KernelSpec.ofArgv(argv));
  }

  /** Starts a kernel as its kernelspec says. */
  public static TestKernel start(KernelSpec spec) {
    return start(KernelClient.of(spec));
  }

  /** Starts a kernel with a launcher that is set up already; its strays are taken over. */
  public static TestKernel start(KernelLauncher launcher) {
    List<Message> strays = new CopyOnWriteArrayList<>();
    return new TestKernel(unchecked(launcher.strays(strays::add)::start), strays);
  }

  /** Talks to a kernel that runs already, as one inside this process. */
  public static TestKernel connect(ConnectionInfo info) {
    return new TestKernel(
        unchecked(() -> KernelClient.connect(info, PATIENCE)), new CopyOnWriteArrayList<>());
  }

  /** What the kernel is told when it asks for input, in turn. */
  public TestKernel answers(String... values) {
    answers.addAll(List.of(values));
    return this;
  }

  /** Runs a cell to its end; what is expected of it follows. */
  public Cell execute(String code) {
    return execute(code, ExecuteOptions.standard().withStdin(true));
  }

  /** Runs a cell with flags of its own. */
  public Cell execute(String code, ExecuteOptions options) {
    Cell cell = submit(code, options);
    cell.await(PATIENCE);
    return cell;
  }

  /** Sends a cell; {@link Cell#await} waits for its end. */
  public Cell submit(String code) {
    return submit(code, ExecuteOptions.standard().withStdin(true));
  }

  /** Sends a cell with flags of its own. */
  public Cell submit(String code, ExecuteOptions options) {
    return submit(code, options, new CellRecorder(answers));
  }

  /** Sends a cell whose questions get no answer: they stay open until the cell ends. */
  public Cell submitUnanswered(String code) {
    return submit(code, ExecuteOptions.standard().withStdin(true), new CellRecorder(null));
  }

  private Cell submit(String code, ExecuteOptions options, CellRecorder recorder) {
    Execution execution = unchecked(() -> client.submit(code, options, recorder));
    return new Cell(code, execution, recorder, this);
  }

  /** The client, for every other request. */
  public KernelClient client() {
    return client;
  }

  /** Output that names no cell of this client as its parent: always a fault. */
  List<String> strayOutput() {
    return strays.stream()
        .filter(message -> CellRecorder.isOutput(message.type()))
        .map(message -> message.type() + " " + message.content())
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }

  interface Asking<T> {
    T get() throws KernelException, InterruptedException;
  }

  static <T> T unchecked(Asking<T> asking) {
    try {
      return asking.get();
    } catch (KernelException e) {
      throw new AssertionError(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
