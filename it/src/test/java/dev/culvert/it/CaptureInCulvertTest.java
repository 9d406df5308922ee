package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code %capture} and {@code %%capture}: everything that a cell puts out, as a value. */
@ExtendWith(LeakCheck.OfClass.class) // a worker is replaced
@Timeout(120)
class CaptureInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static Cell quiet(String code) {
    Cell cell = kernel.execute(code);
    assertThat(cell.of("display_data")).as(code).isEmpty();
    return cell.stdout("").stderr("").ok();
  }

  @Test
  void anErrorInABlockNamesItsLineOnce() {
    Cell cell = kernel.execute("%capture { throw new IllegalStateException(\"x\"); }");
    List<?> trace =
        (List<?>) cell.error("IllegalStateException", "x").reply().content().get("traceback");
    assertThat(trace.stream().filter(line -> line.toString().contains("at Cell "))).hasSize(1);
  }

  @Test
  void aBlockGivesItsOutputApart() {
    kernel
        .execute(
            """
            System.out.print("before ");
            var out = %capture {
              System.out.println("to stdout {");
              System.err.print("to stderr");
              display("shown");
            };
            System.out.print("after");
            """)
        .stdout("before after")
        .stderr("")
        .ok();
    kernel
        .execute("out.stdout() + out.stderr() + out.displays()")
        .result("to stdout {\nto stderr[MimeBundle[text/plain]]")
        .ok();
    kernel
        .execute("out.show()")
        .stdout("to stdout {\n")
        .stderr("to stderr")
        .display("text/plain", "shown")
        .ok();
  }

  @Test
  void aCellGivesItsOutputToTheVariableAndKeepsItsDeclarations() {
    quiet(
        """
        %%capture all
        int seven = 7;
        System.out.println("seven is " + seven);
        !echo from the shell
        seven // a value, and a comment
        """);
    kernel.execute("all").result("seven is 7\nfrom the shell\n").ok();
    kernel.execute("seven").result("7").ok();
    quiet("%%capture all\nfor (int i = 0; i < 3; i++) { System.out.print(i); }");
    kernel.execute("all.stdout()").result("012").ok();
    quiet("%%capture\nSystem.out.println(\"for nobody\")");
  }

  @Test
  void childrenDescriptorsThreadsAndLoggersAreHeldBackToo() {
    quiet(
        """
        var everything = %capture {
          new ProcessBuilder("sh", "-c", "echo child; echo error >&2").inheritIO().start().waitFor();
          new FileOutputStream(FileDescriptor.out).write("descriptor\\n".getBytes());
          Thread thread = new Thread(() -> System.out.println("thread"));
          thread.start();
          thread.join();
          java.util.logging.Logger.getLogger("x").warning("logged");
        }
        """);
    kernel.execute("everything.stdout()").result("child\ndescriptor\nthread\n").ok();
    kernel
        .execute("everything.stderr().replaceAll(\"(?s)error\\n.*WARNING: \", \"error, \")")
        .result("error, logged\n")
        .ok();
  }

  @Test
  void whatALateThreadOfAnotherCellPrintsStaysInThatCell() {
    Cell first =
        kernel.execute(
            """
            var go = new CountDownLatch(1);
            Thread late = new Thread(() -> {
              try { go.await(); } catch (InterruptedException e) { return; }
              System.out.print("late");
            });
            late.start();
            """);
    first.ok();
    quiet("var mine = %capture { go.countDown(); late.join(); System.out.print(\"mine\"); }");
    first.eventuallyStdout("late");
    kernel.execute("mine.stdout()").result("mine").ok();
  }

  @Test
  void oneCaptureWithinAnotherTakesItsPart() {
    quiet(
        """
        var outer = %capture {
          System.out.print("a");
          var inner = dev.culvert.api.Culvert.notebook().outputs().capture(Set.of(dev.culvert.api.Outputs.Kind.STDOUT));
          System.out.print("b");
          System.err.print("e");
          System.out.print(inner.end().stdout().length());
        }
        """);
    kernel.execute("outer.stdout() + outer.stderr()").result("a1e").ok();
  }

  @Test
  void aPartIsLeftToTheCell() {
    kernel
        .execute("var part = %capture --no-stderr { System.out.print(1); System.err.print(2); }")
        .stdout("")
        .stderr("2")
        .ok();
    kernel.execute("part.stdout()").result("1").ok();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%capture { System.out.print(\"words\"); if (true) throw new IllegalStateException(\"no\"); }",
        "%%capture x\nSystem.out.print(\"words\"); if (true) throw new IllegalStateException(\"no\");"
      })
  void whatWasHeldBackIsShownWhenTheCodeFails(String code) {
    kernel.execute(code.replace("'", "\"")).stdout("words").error("IllegalStateException", "no");
    kernel.execute("1 + 1").result("2").ok();
  }

  @Test
  void whatIsTooMuchIsShownAndSaid() {
    Cell cell =
        kernel.execute(
            "var much = %capture { for (int i = 0; i < 40; i++) System.out.println(\"x\".repeat(1 << 20)); }");
    assertThat(cell.reply().text("evalue"))
        .isEqualTo(
            "the code put out more than 32 MB, which is the most that is captured, so it is shown"
                + " in the cell. Have it write into a file, or see %output save.");
    assertThat(cell.written("stdout")).startsWith("xxx");
    kernel.execute("1 + 1").result("2").ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%%capture 7up | %%capture: '7up' is no name of a variable. Write the code below it, or use %capture for code on the same line.",
        "%%capture a.b | %%capture: 'a.b' is no name of a variable. Write the code below it, or use %capture for code on the same line.",
        "var x = %capture | the Java code is missing: write it on the same line, or below %%.",
      })
  void aWrongCallSaysWhatIsWrong(String code, String message) {
    kernel.execute(code).error("UsageError", message);
    kernel.execute("1 + 1").result("2").ok();
  }

  @Test
  void aWorkerThatDiesCapturingLosesNothing() {
    Cell cell =
        kernel.execute(
            "%%capture x\nSystem.out.println(\"last words\"); Runtime.getRuntime().halt(3);");
    assertThat(cell.written("stdout")).isEqualTo("last words\n");
    kernel.execute("1 + 1").result("2").ok();
  }
}
