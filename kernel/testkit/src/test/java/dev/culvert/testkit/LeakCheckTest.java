package dev.culvert.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeakCheckTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void aThreadThatStaysIsNamed() throws Exception {
    Holdings base = Holdings.now();
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(() -> await(end), "left-behind");
    thread.start();

    assertThatThrownBy(() -> LeakCheck.assertNoLeak(base, "test t()", SHORT))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("test t() leaked:\n  thread 'left-behind' ");

    end.countDown();
    assertThatCode(() -> LeakCheck.assertNoLeak(base, "test t()", Duration.ofSeconds(30)))
        .doesNotThrowAnyException();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anOpenSocketIsNamed() throws Exception {
    Holdings base = Holdings.now();
    Needs.that(!base.files().isEmpty(), "needs /proc/self/fd: Linux");
    try (ServerSocket socket = new ServerSocket(0)) {
      assertThatThrownBy(() -> LeakCheck.assertNoLeak(base, "test t()", SHORT))
          .hasMessageContaining("file descriptor")
          .hasMessageContaining("socket:[");
    }

    assertThatCode(() -> LeakCheck.assertNoLeak(base, "test t()", Duration.ofSeconds(30)))
        .doesNotThrowAnyException();
  }

  @Test
  void aChildProcessIsNamed() throws Exception {
    Holdings base = Holdings.now();
    Process child = new ProcessBuilder("sleep", "1000").start();
    try {
      assertThatThrownBy(() -> LeakCheck.assertNoLeak(base, "test t()", SHORT))
          .hasMessageContaining("process " + child.pid())
          .hasMessageContaining("sleep 1000");
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void aMissingProgramSaysWhatToInstall() {
    assertThatThrownBy(() -> Needs.program("no-such-program", "apt install it"))
        .hasMessageContaining("needs the program no-such-program: apt install it");
  }
}
