package dev.culvert.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.client.KernelSpec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The DSL against ipykernel: what is right passes, and each thing that is wrong fails. */
@ExtendWith(LeakCheck.class)
class TestKernelTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel =
        TestKernel.start(
            KernelSpec.ofArgv(
                    List.of(
                        Needs.jupyterPython().toString(),
                        "-Xfrozen_modules=off",
                        "-m",
                        "ipykernel_launcher",
                        "-f",
                        "{connection_file}"))
                .interruptedBySignal());
  }

  @AfterAll
  static void stop() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @Test
  void everythingACellPutsOutIsExpectedInOneSentence() {
    Cell cell =
        kernel.execute(
            """
            import sys
            from IPython.display import display, HTML
            print('out'); print('err', end='', file=sys.stderr)
            display(HTML('<b>1</b>'))
            6 * 7""");

    cell.stdout("out\n").stderr("err").display("text/html", "<b>1</b>").result("42").ok();
    assertThat(cell.order())
        .containsExactlyInAnyOrder("stdout", "stderr", "display_data", "execute_result");
  }

  @Test
  void anErrorIsExpectedWhole() {
    kernel.execute("print(1); 1/0").stdout("1\n").error("ZeroDivisionError", "division by zero");
  }

  @Test
  void inputIsAnswered() {
    kernel
        .answers("Ada")
        .execute("print(input('name? '), end='')")
        .asked("name? ")
        .stdout("Ada")
        .ok();
  }

  @Test
  void lateOutputIsWaitedFor() {
    kernel
        .execute("import threading; threading.Timer(0.3, lambda: print('late')).start()")
        .ok()
        .eventuallyStdout("late\n");
  }

  @Test
  void whatWasNotExpectedFails() {
    Cell cell = kernel.execute("print('more'); 1");

    assertThatThrownBy(() -> cell.result("1").ok())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("output of print('more'); 1 that was not expected")
        .hasMessageContaining("more");
  }

  @Test
  void otherBytesFail() {
    Cell cell = kernel.execute("print('a')");

    assertThatThrownBy(() -> cell.stdout("a")).hasMessageContaining("stdout of print('a')");
  }

  @Test
  void anErrorIsNotOk() {
    Cell cell = kernel.execute("1/0");

    assertThatThrownBy(cell::ok)
        .hasMessageContaining("status of 1/0; ZeroDivisionError: division by zero");
  }

  @Test
  void anotherMessageFails() {
    Cell cell = kernel.execute("1/0");

    assertThatThrownBy(() -> cell.error("ZeroDivisionError", "division"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void moreDisplaysThanExpectedFail() {
    Cell cell = kernel.execute("display(1); display(2)");

    assertThatThrownBy(() -> cell.display("text/plain", "1").ok())
        .hasMessageContaining("displays of display(1); display(2)");
  }
}
