package dev.culvert.magics.waiting.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.RecordingNotebook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waiting for ports and files. */
class WaitMagicTest {

  @TempDir Path folder;
  private final RecordingNotebook notebook = new RecordingNotebook();
  private final WaitMagic magic = new WaitMagic();
  private ServerSocket server;

  @AfterEach
  void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private void run(String... words) throws Exception {
    magic.run(new MagicCall(List.of(words), String.join(" ", words), null, notebook));
  }

  @Test
  void aPortIsWaitedForUntilSomethingListens() throws Exception {
    int port = freePort();
    notebook.whenShown = value -> listen(port);
    run("port", "localhost:" + port, "--every", "10ms");
    assertThat(timeless()).hasSize(2);
    assertThat(timeless().get(0))
        .isEqualTo("waiting for port localhost:" + port + ": connection refused, TIME");
    assertThat(timeless().get(1)).isEqualTo("port localhost:" + port + ": yes, after TIME");
  }

  @Test
  void whatIsSoAlreadyIsNotWaitedFor() throws Exception {
    listen(0);
    run("port", String.valueOf(server.getLocalPort()), "--every", "1h");
    run("file", folder.toString(), "--every", "1h");
    assertThat(notebook.shown).hasSize(2).allMatch(line -> line.contains(": yes, after"));
  }

  @Test
  void aFileIsWaitedForAndWhenAskedUntilItGrowsNoMore() throws Exception {
    Path file = folder.resolve("late.csv");
    notebook.whenShown = value -> write(file, "late");
    run("file", file.toString(), "--every", "10ms");
    assertThat(timeless())
        .containsExactly(
            "waiting for file " + file + ": not there, TIME", "file " + file + ": yes, after TIME");
    FileCondition growing = new FileCondition("x", file, true);
    assertThat(growing.look()).contains("4 bytes");
    write(file, "later");
    assertThat(growing.look()).contains("5 bytes");
    assertThat(growing.look()).isEmpty();
  }

  @Test
  void timeThatIsOverIsAnErrorThatSaysWhatWasSeenLast() throws Exception {
    String file = folder.resolve("never").toString();
    assertThatThrownBy(() -> run("file", file, "--every", "10ms", "--timeout", "50ms"))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.name()).isEqualTo("WaitTimeout"))
        .hasMessage("file " + file + ": not within 0.1 s (not there). --timeout waits longer.");
  }

  @Test
  void anInterruptEndsThePauseBetweenTwoLooks() {
    CompletableFuture<Void> paused = new CompletableFuture<>();
    notebook.whenShown = value -> paused.complete(null);
    CompletableFuture<Throwable> cell =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                run("file", folder.resolve("never").toString(), "--every", "1h");
                return null;
              } catch (Exception e) {
                return e;
              }
            });
    paused.join();
    notebook.interrupt();
    assertThat(cell.join())
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
    assertThat(notebook.canBeInterrupted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port nonsense | %wait port: 'nonsense' is no HOST:PORT with a port from 1 to 65535.",
        "port a:70000 | %wait port: 'a:70000' is no HOST:PORT with a port from 1 to 65535.",
        "port 1 --every 0s | --every is at least 10ms.",
        "prt 1 | %wait: unknown command 'prt'. Did you mean 'port'? See %wait --help.",
        "file | %wait file: missing required parameter: 'PATH'. See %wait file --help.",
      })
  void aWrongCallSaysWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> run(line.split(" ")))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  private List<String> timeless() {
    return notebook.shown.stream().map(line -> line.replaceFirst("\\d+\\.\\d s$", "TIME")).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void listen(int port) {
    if (server != null) {
      return;
    }
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
