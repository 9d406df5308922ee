package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.front.output.OutputOptions;
import dev.culvert.front.output.Size;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.PlainPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who listens and does not keep up, where neither a limit nor the pace holds output back. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class SlowSubscriberTest {

  private static final int BYTES = 30_000_000; // six times as many as JSON
  private static final int MOST_ON_THE_WAY = 6_000_000;

  @RegisterExtension
  static final SharedKernel KERNEL =
      new SharedKernel(
          () ->
              new InProcessKernel(
                  new OutputOptions(
                      Size.NONE, false, Path.of("target", "output"), Duration.ofDays(7), 0)));

  @Test
  @EnabledOnOs(OS.LINUX) // which says how much a process wrote
  void aChildWaitsForItAndNothingIsLost() throws Exception {
    try (Slow slow = new Slow()) {
      Cell flood =
          KERNEL
              .client()
              .submit(
                  "var child = new ProcessBuilder(\"head\", \"-c\", \""
                      + BYTES
                      + "\", \"/dev/zero\").inheritIO().start(); child.waitFor()");
      assertThat(writtenWhenItStandsStill(awaitProcess("/head"), 0))
          .isBetween(1L, (long) MOST_ON_THE_WAY);

      assertThat(slow.readUntil(BYTES)).isEqualTo(BYTES);
      flood.await(Duration.ofSeconds(60));
      assertThat(flood.reply().text("status")).isEqualTo("ok");
      assertThat(flood.written("stdout")).hasSize(BYTES);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aThreadThatPrintsAfterItsCellWaitsForItAndNothingIsLost() throws Exception {
    KERNEL.client().execute("var go = new CountDownLatch(1);").ok();
    Cell flood =
        KERNEL
            .client()
            .execute(
                "new Thread(() -> { try { go.await(); } catch (InterruptedException e) { return; }"
                    + " String text = \"\\0\".repeat(1_000); for (int i = 0; i < "
                    + BYTES / 1_000
                    + "; i++) System.out.print(text); }).start();");
    flood.ok();
    try (Slow slow = new Slow()) {
      long worker = awaitProcess("/java");
      long before = written(worker);
      KERNEL.client().submit("go.countDown();");
      assertThat(writtenWhenItStandsStill(worker, before)).isBetween(1L, (long) MOST_ON_THE_WAY);

      assertThat(slow.readUntil(BYTES)).isEqualTo(BYTES);
      flood.eventually("stdout", text -> text.length() == BYTES);
    }
  }

  /** Reads nothing but what it is told to; it has subscribed, and has read all so far. */
  private static final class Slow implements AutoCloseable {

    private final PlainPeer peer = new PlainPeer(KERNEL.connection().iopubPort(), "SUB", "");
    private final MessageCodec codec = new MessageCodec("hmac-sha256", KERNEL.connection().key());

    Slow() throws Exception {
      peer.subscribe("");
      awaitSubscription();
      Object request = KERNEL.client().execute("1 + 1").reply().parentHeader();
      Message message;
      do {
        message = received();
      } while (!isIdle(message) || !message.parentHeader().equals(request));
    }

    /** Nobody tells a subscriber that it has subscribed; it gets what is published then. */
    private void awaitSubscription() throws Exception {
      FutureTask<List<byte[]>> first = new FutureTask<>(peer::receive);
      Thread thread = new Thread(first, "subscriber");
      thread.start();
      while (!first.isDone()) {
        KERNEL.client().execute("1 + 1").result("2").ok();
      }
      first.get();
      thread.join();
    }

    private Message received() throws Exception {
      return codec.decode(peer.receive());
    }

    /** Reads until so much text has come, and the cell is idle. */
    long readUntil(long length) throws Exception {
      long read = 0;
      boolean idle = false;
      while (read < length || !idle) {
        Message message = received();
        read += message.type().equals("stream") ? message.text("text").length() : 0;
        idle |= isIdle(message);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      peer.close();
    }
  }

  private static boolean isIdle(Message message) {
    return message.type().equals("status") && message.text("execution_state").equals("idle");
  }

  /** What a process wrote since, as soon as that is nothing for a second; all when it has ended. */
  private static long writtenWhenItStandsStill(long pid, long before) throws IOException {
    long written = before;
    for (int still = 0; still < 50; still++) {
      long now;
      try {
        now = written(pid);
      } catch (NoSuchFileException e) {
        return BYTES;
      }
      still = now == written && now > before ? still : 0;
      written = now;
      LockSupport.parkNanos(20_000_000);
    }
    return written - before;
  }

  private static long awaitProcess(String program) {
    while (true) {
      for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
        if (each.info().command().orElse("").endsWith(program)) {
          return each.pid();
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long written(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/io")).stream()
        .filter(line -> line.startsWith("wchar:"))
        .mapToLong(line -> Long.parseLong(line.substring("wchar:".length()).trim()))
        .sum();
  }
}
