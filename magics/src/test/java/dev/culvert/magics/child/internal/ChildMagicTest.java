package dev.culvert.magics.child.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.child.Child;
import dev.culvert.magics.child.Exit;
import dev.culvert.magics.child.Fork;
import dev.culvert.magics.child.Programs;
import dev.culvert.magics.internal.RecordingNotebook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ChildMagicTest {

  private final ChildMagic magic = new ChildMagic();
  private final RecordingNotebook notebook = new RecordingNotebook();

  private Object run(String... args) throws Exception {
    return magic.run(new MagicCall(List.of(args), String.join(" ", args), null, notebook));
  }

  @Test
  void javaRunsAClassAndReturnsHowItEnded() throws Exception {
    Exit exit = (Exit) run("java", "--heap", "64m", Programs.class.getName(), "exit", "3");

    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.program()).isEqualTo(Programs.class.getName());
  }

  @Test
  void javaKillsWhatRunsTooLong() throws Exception {
    Exit exit = (Exit) run("java", "--timeout", "1.5s", Programs.class.getName(), "silence");

    assertThat(exit.timedOut()).isTrue();
    assertThat(exit.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void javaPassesEnvironmentAndOptions() throws Exception {
    Exit exit =
        (Exit)
            run(
                "java",
                "--env",
                "CULVERT_TEST=a=b",
                "--jvm=-Dcolour=red",
                Programs.class.getName(),
                "expect",
                "red",
                "a=b");

    assertThat(exit.succeeded()).isTrue();
  }

  @Test
  void listShowsChildrenHoweverTheyWereStarted() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "600.125").start();
    try {
      run("list");
      assertThat(notebook.shown.get(0))
          .contains("program")
          .contains(sleep.pid() + " ")
          .contains("sleep");
      assertThat(notebook.shown.get(0)).doesNotContain("600.125");
    } finally {
      sleep.destroyForcibly().waitFor();
    }
  }

  @Test
  void killEndsAChildAndAllBelowIt() throws Exception {
    CompletableFuture<String> below = new CompletableFuture<>();
    Child child =
        Fork.mainClass(Programs.class.getName()).args("grandchild").onLine(below::complete).start();
    ProcessHandle grandchild =
        ProcessHandle.of(Long.parseLong(below.get(30, TimeUnit.SECONDS))).orElseThrow();

    assertThat(run("kill", "" + child.pid())).isEqualTo("killed " + child.pid());

    assertThat(child.waitFor().signal()).hasValue(9);
    grandchild.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void killRefusesAProcessThatIsNotOurs() {
    assertThatThrownBy(() -> run("kill", "1"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%child kill: process 1 is no living child of this JVM. See %child list for those that"
                + " are.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          jav a.B                  ~ %child: unknown command 'jav'. Did you mean 'java'? See %child --help.
          java                     ~ %child java: missing required parameter: 'CLASS|FILE.java'. See %child java --help.
          java --timeout soon a.B  ~ %child java: invalid value for option '--timeout': 'soon' is not a time; give 500ms, 10s or 2m. See %child java --help.
          java --heep 1m a.B       ~ %child java: unknown option '--heep'. Did you mean '--heap'? See %child java --help.
          java --heap big a.B      ~ %child java: 'big' is not a heap size; give a number and k, m or g, as 256m.
          java 7up                 ~ %child java: '7up' is not the name of a class; give one as com.example.Main.
          java Gone.java           ~ %child java: source file Gone.java does not exist.
          java --start-method x B  ~ %child java: 'x' is no way to start a process here; this JDK has METHODS.
          kill                     ~ %child kill: error: Missing required argument (specify one of these): (--all | PID...). See %child kill --help.
          kill x                   ~ %child kill: invalid value for positional parameter at index 0..* (PID): 'x' is not a long. See %child kill --help.
          """)
  void aWrongCallSaysWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> run(line.split(" ")))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("METHODS", "" + Fork.startMethods()));
  }

  @Test
  void aJdkThatIsNotThereIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> run("java", "--java-home", folder.toString(), "a.B"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%child java: cannot start a.B: no java in " + folder + " (is it a JDK's folder?).");
  }
}
