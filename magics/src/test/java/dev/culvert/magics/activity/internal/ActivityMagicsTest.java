package dev.culvert.magics.activity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Activity;
import dev.culvert.api.Magic;
import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a real thread and a real process; which cell they belong to is the kernel's to know. */
@ExtendWith(LeakCheck.class)
class ActivityMagicsTest {

  private final RecordingNotebook notebook = new RecordingNotebook();
  private final CountDownLatch parked = new CountDownLatch(1);
  private final Thread thread =
      new Thread(
          () -> {
            parked.countDown();
            try {
              Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          },
          "lesson");
  private Process process;

  @BeforeEach
  void start() throws Exception {
    thread.start();
    parked.await();
    process = new ProcessBuilder("sleep", "1000").start();
    notebook.activity =
        new Activity() {
          private boolean noticed;

          @Override
          public List<RunningThread> threads() {
            return thread.isAlive() ? List.of(new RunningThread(thread, 3, "the cell")) : List.of();
          }

          @Override
          public List<RunningProcess> processes() {
            Integer exit = process.isAlive() ? null : process.exitValue();
            return List.of(new RunningProcess(process.pid(), 4, 0, "sleep", null, exit));
          }

          @Override
          public boolean isNoticed() {
            return noticed;
          }

          @Override
          public void setNoticed(boolean value) {
            noticed = value;
          }
        };
  }

  @AfterEach
  void end() throws Exception {
    thread.interrupt();
    thread.join();
    process.destroyForcibly().waitFor();
  }

  private void call(Magic magic, String line) throws Exception {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    magic.run(new MagicCall(words, line, null, notebook));
  }

  private String shown() {
    return notebook.shown.get(notebook.shown.size() - 1);
  }

  @Test
  void threadsAreShownWithTheirCell() throws Exception {
    call(new ThreadsMagic(), "");
    assertThat(shown().lines().toList()).hasSize(2);
    assertThat(shown().lines().toList().get(0))
        .matches("cell +id +name +state +cpu +where +made in");
    assertThat(shown())
        .contains(" lesson ")
        .containsPattern("3 +" + thread.getId())
        .endsWith("the cell");
    call(new ThreadsMagic(), "--cell 4");
    assertThat(shown()).isEqualTo("no thread of cell 4 runs");
  }

  @Test
  void processesAreShownWithTheirExitCodes() throws Exception {
    call(new PsMagic(), "");
    assertThat(shown()).containsPattern("4 +" + process.pid() + " +sleep +runs");
    call(new KillMagic(), "" + process.pid());
    process.waitFor();
    call(new PsMagic(), "--cell 4");
    assertThat(shown()).containsPattern("4 +" + process.pid() + " +sleep +exit 143");
    call(new PsMagic(), "--cell 3");
    assertThat(shown()).isEqualTo("cell 3 started no process");
  }

  @Test
  void aThreadIsInterruptedByItsId() throws Exception {
    call(new KillMagic(), "--thread " + thread.getId());
    thread.join();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void allOfOneCellAreEndedAndNothingElse() throws Exception {
    call(new KillMagic(), "--force --cell 4");
    assertThat(process.waitFor()).isEqualTo(137);
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void theNoticeIsSwitchedOnAndOff() throws Exception {
    call(new ThreadsMagic(), "notice on");
    assertThat(notebook.activity.isNoticed()).isTrue();
    call(new ThreadsMagic(), "notice off");
    assertThat(notebook.activity.isNoticed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | KillError | process 1 is no live process of a cell. See %ps.",
        "--thread 1 | KillError | thread 1 is no live thread of a cell. See %threads."
      })
  void whatIsNotOfACellIsLeftAlone(String line, String name, String message) {
    assertThatThrownBy(() -> call(new KillMagic(), line))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.name()).isEqualTo(name))
        .hasMessage(message);
    assertThat(process.isAlive() && thread.isAlive()).isTrue();
  }
}
