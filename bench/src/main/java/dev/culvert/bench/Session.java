package dev.culvert.bench;

import dev.culvert.client.ExecuteOptions;
import dev.culvert.client.Execution;
import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelLauncher;
import dev.culvert.protocol.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** One running kernel, timed from outside: from the request to its reply and idle. */
final class Session implements AutoCloseable {

  private static final int WARM_UPS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Every line is counted, and no server reads: nothing is left out or paced. */
  static final Map<String, String> UNLIMITED =
      Map.of("CULVERT_OUTPUT_LIMIT", "none", "CULVERT_OUTPUT_PACE", "off");

  private final KernelClient client;

  /** One whose output is {@link #UNLIMITED}. */
  Session(Peer peer) throws KernelException, InterruptedException {
    this(peer, UNLIMITED);
  }

  Session(Peer peer, Map<String, String> environment) throws KernelException, InterruptedException {
    KernelLauncher launcher = KernelClient.of(peer.spec());
    environment.forEach(launcher::environment);
    client = launcher.start();
  }

  /**
   * Runs a cell.
   *
   * @return milliseconds
   */
  double time(String code) throws KernelException, InterruptedException {
    return run(code).millis;
  }

  /** What a cell took and wrote. */
  record Run(double millis, String stdout, String result) {}

  Run run(String code) throws KernelException, InterruptedException {
    StringBuffer stdout = new StringBuffer();
    StringBuffer result = new StringBuffer();
    long begun = System.nanoTime();
    Message reply =
        client
            .submit(
                code,
                ExecuteOptions.standard(),
                message -> {
                  if (message.type().equals("stream") && message.text("name").equals("stdout")) {
                    stdout.append(message.text("text"));
                  } else if (message.type().equals("execute_result")) {
                    result.append(message.content().get("data"));
                  }
                })
            .await(PATIENCE);
    double millis = (System.nanoTime() - begun) / 1e6;
    if (!reply.text("status").equals("ok")) {
      throw new KernelException(
          "a cell failed: " + reply.text("ename") + ": " + reply.text("evalue"));
    }
    return new Run(millis, stdout.toString(), result.toString());
  }

  /** Milliseconds of completions, each of which must offer a name. */
  List<Double> completions(String code, String name, int times)
      throws KernelException, InterruptedException {
    return answers(() -> client.complete(code, code.length()), name, times);
  }

  /** Milliseconds of inspections, each of which must say something of the name. */
  List<Double> inspections(String name, int times) throws KernelException, InterruptedException {
    return answers(() -> client.inspect(name, name.length(), 0), name, times);
  }

  private interface Question {
    Message ask() throws KernelException, InterruptedException;
  }

  private static List<Double> answers(Question question, String part, int times)
      throws KernelException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + times; i++) {
      long begun = System.nanoTime();
      Message answer = question.ask();
      if (i >= WARM_UPS) {
        millis.add((System.nanoTime() - begun) / 1e6);
      }
      if (!answer.content().toString().contains(part)) {
        throw new KernelException("an answer has no " + part + ": " + answer.content());
      }
    }
    return millis;
  }

  /** A Java cell that computes on all cores until it is ended. */
  Busy keepBusy() throws KernelException, InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Execution cell =
        client.submit(
            """
            var spins = new Thread(() -> { while (!Thread.currentThread().isInterrupted()) { } });
            spins.start();
            System.out.println("computing");
            while (true) { }""",
            ExecuteOptions.standard(),
            message -> {
              if (message.type().equals("stream")) {
                begun.countDown();
              }
            });
    begun.await();
    return new Busy(cell);
  }

  /** A cell that waits for something until it is ended. */
  Busy keepBusy(String code) throws KernelException, InterruptedException {
    return new Busy(client.submit(code, ExecuteOptions.standard(), message -> {}));
  }

  /** The cell of {@link #keepBusy}. */
  final class Busy {

    private final Execution cell;

    private Busy(Execution cell) {
      this.cell = cell;
    }

    boolean lasts() {
      return !cell.isDone();
    }

    void end() throws KernelException, InterruptedException {
      client.interrupt();
      cell.await(PATIENCE);
    }
  }

  /** Resident memory of all processes of the kernel, in MB; Linux only, else 0. */
  double residentMegabytes() {
    return processes().mapToDouble(process -> residentMegabytes(process.pid())).sum();
  }

  /** Processor time that all processes of the kernel took so far, in ms; Linux counts by 10 ms. */
  double processorMillis() {
    return processes()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(Duration::toMillis)
        .sum();
  }

  private Stream<ProcessHandle> processes() {
    return ProcessHandle.of(client.pid()).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
  }

  private static double residentMegabytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      return 0; // it ended meanwhile, or this is no Linux
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
