package dev.culvert.magics.lab.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.lab.LabReport;
import dev.culvert.magics.lab.Observation;
import dev.culvert.testkit.LeakCheck;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs run in real JVMs; what must come out stands here and nowhere else. */
@ExtendWith(LeakCheck.class)
@Timeout(300)
class ForkLabTest {

  /** Measured apart from the lab, on JDK 17 and 25: program, then by ending. */
  private static final String TRUTH =
      """
                      return  exit halt kill term throw
      println         kept    kept kept kept kept kept
      print           kept    kept kept kept kept kept
      descriptor      kept    kept kept kept kept kept
      unflushed       LOST    LOST LOST LOST LOST LOST
      flushed         kept    kept kept kept kept kept
      autoflush       kept    kept kept kept kept kept
      swapped         LOST    LOST LOST LOST LOST LOST
      late-thread     kept    LOST LOST LOST LOST kept
      daemon-thread   LOST    LOST LOST LOST LOST LOST
      virtual-thread  LOST    LOST LOST LOST LOST LOST
      jul             kept    kept kept kept kept kept
      jul-memory      LOST    LOST LOST LOST LOST LOST
      logback-console kept    kept kept kept kept kept
      logback-file    LOST    LOST LOST LOST LOST LOST
      hook            kept    kept LOST LOST kept kept
      inherit-io      kept    kept kept kept kept kept
      full-pipe       BLOCKED -    -    -    -    -
      """;

  private static final List<String> ENDINGS =
      Arrays.stream(Ending.values()).map(Ending::place).toList();

  private final RecordingNotebook notebook = new RecordingNotebook();

  private static List<Program> deterministic() {
    return Programs.ALL.stream().filter(program -> !program.isRace()).toList();
  }

  private static void assertTruth(LabReport report) {
    String seen =
        report.rows().stream()
            .map(
                row ->
                    row.name()
                        + ENDINGS.stream()
                            .map(ending -> " " + at(report, row.name(), ending))
                            .collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    String expected =
        TRUTH
            .lines()
            .skip(1)
            .map(line -> line.replaceAll(" +", " "))
            .filter(line -> Runtime.version().feature() >= 21 || !line.startsWith("virtual"))
            .collect(Collectors.joining("\n"));
    assertThat(seen).isEqualTo(expected);
  }

  private static String at(LabReport report, String program, String place) {
    return report.at(program, place).map(Observation::toString).orElse("-");
  }

  @Test
  void theTableIsTheTruth() throws Exception {
    assertTruth(new ForkLab(deterministic(), 1, false).run());
  }

  @Tag("soak")
  @RepeatedTest(20)
  void theTableIsTheTruthEachTime() throws Exception {
    assertTruth(new ForkLab(deterministic(), 1, false).run());
  }

  @Test
  void racesAreSharesOfRuns() throws Exception {
    LabReport report = (LabReport) run("fork", "--case", "logback-async", "--runs", "4");

    Observation seen = report.at("logback-async", "exit").orElseThrow();
    assertThat(seen.verdicts()).hasSize(4);
    assertThat(seen.toString()).matches("kept|LOST|kept [123]/4");
  }

  @Tag("soak")
  @Test
  void aSocketKeepsTheLineOfAProgramThatWaits() throws Exception {
    Program socket =
        Programs.ALL.stream()
            .filter(each -> each.name().equals("logback-socket"))
            .findFirst()
            .orElseThrow();
    Program patient =
        new Program(
            "logback-socket",
            socket.title(),
            socket.imports(),
            socket.code() + "\nThread.sleep(3000);",
            socket.needs(),
            "",
            "");

    LabReport report = new ForkLab(List.of(patient), 1, false).run();

    assertThat(at(report, "logback-socket", "halt")).isEqualTo("kept");
  }

  @Test
  void theTableIsTextAndHtml() throws Exception {
    LabReport report = (LabReport) run("fork", "--case", "unflushed", "--case", "println");

    assertThat(report.toMimeBundle().data().get("text/plain"))
        .contains("\nunflushed  LOST    LOST  LOST  LOST  LOST  LOST")
        .contains("\nprintln    kept    kept  kept  kept  kept  kept")
        .contains("unflushed: it lies in a buffer of the program's own. Fix: out.flush(), or");
    assertThat(report.toMimeBundle().data().get("text/html"))
        .contains("<td style=\"text-align:center;color:#c62828\"><b>LOST</b></td>")
        .contains("<code>println</code>");
  }

  @Test
  void theCodeIsTheFileThatRuns() throws Exception {
    assertThat(run("fork", "--case", "println", "--code", "--ending", "halt")).isNull();
    assertThat(notebook.shown.get(0))
        .isEqualTo(
            """
            public class PrintlnHalt {
              public static void main(String[] args) throws Exception {
                String line = args.length > 0 ? args[0] : "MARK";
                System.out.println(line);
                Runtime.getRuntime().halt(0);
              }
            }""");
  }

  private Object run(String... args) throws Exception {
    return new LabMagic().run(new MagicCall(List.of(args), String.join(" ", args), null, notebook));
  }

  @Test
  void aLearnersClassRunsAsAChild() throws Exception {
    String source =
        """
        import java.io.*;
        class Mine {
          public static void main(String[] args) throws IOException {
            System.out.println("first");
            new BufferedWriter(new OutputStreamWriter(System.out)).write("never");
            Runtime.getRuntime().halt(3);
          }
        }
        """;
    LabReport report =
        (LabReport)
            new LabMagic()
                .run(
                    new MagicCall(
                        List.of("fork", "--no-kernels"), "fork --no-kernels", source, notebook));

    assertThat(report.rows()).extracting(LabReport.Row::name).containsExactly("first");
    assertThat(at(report, "first", "forked JVM")).isEqualTo("kept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          fork --case printl  ~ %lab fork: no case 'printl'. There are NAMES.
          fork --runs 0       ~ %lab fork: --runs takes 1 to 100, not 0.
          fork --runs many    ~ %lab fork: invalid value for option '--runs': 'many' is not an int. See %lab fork --help.
          fork --cas x        ~ %lab fork: unknown option '--cas'. Did you mean '--case'? See %lab fork --help.
          fork --code --ending never ~ %lab fork: no ending 'never'. There are return, exit, halt, kill, term and throw.
          spoon               ~ %lab: unknown command 'spoon'. See %lab --help.
          """)
  void aWrongCallSaysWhatIsWrong(String line, String message) {
    String names = Programs.ALL.stream().map(Program::name).collect(Collectors.joining(", "));
    assertThatThrownBy(() -> run(line.split(" ")))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("NAMES", names));
  }

  @Test
  void aClassThatDoesNotCompileIsShownTheCompilersWords() {
    MagicCall call =
        new MagicCall(List.of("fork"), "fork", "class Bad { void main( }", new RecordingNotebook());
    assertThatThrownBy(() -> new LabMagic().run(call))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("%%lab fork: the class does not compile:\n")
        .hasMessageContaining("Bad.java:1: error:");
    MagicCall none = new MagicCall(List.of("fork"), "fork", "int x;", new RecordingNotebook());
    assertThatThrownBy(() -> new LabMagic().run(none))
        .hasMessage(
            "%%lab fork takes a class with public static void main(String[] args) below it.");
  }
}
