package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folder, environment, files and scripts of a notebook. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class ShellInCulvertTest {

  @TempDir static Path folder;

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
  }

  @BeforeEach
  void enter() {
    kernel.execute("%cd -q " + folder).ok();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static void shows(String code, String text) {
    kernel.execute(code).display("text/plain", text).ok();
  }

  @Test
  void filesOfJavaAndOfProgramsAreInTheFolder() throws Exception {
    Path below = Files.createDirectories(folder.resolve("below"));
    shows("%cd below", below.toString());
    kernel.execute("%pwd").result(below.toString()).ok();
    kernel.execute("!pwd").stdout(below + "\n").ok();
    kernel
        .execute(
            "java.nio.file.Files.writeString(java.nio.file.Path.of(\"nio.txt\"), \"n\");"
                + " try (var w = new java.io.FileWriter(\"io.txt\")) { w.write(\"i\"); }")
        .ok();
    assertThat(below.resolve("nio.txt")).hasContent("n");
    assertThat(below.resolve("io.txt")).hasContent("i");
    kernel.execute("System.getProperty(\"user.dir\")").result(below.toString()).ok();
    shows("%cd -", folder.toString());
    shows("%cd", System.getProperty("user.home"));
  }

  @Test
  void variablesReachCellsAndProgramsAndSecretsAreHidden() {
    shows("%env CULVERT_TEST=one two", "env: CULVERT_TEST=one two");
    kernel.execute("System.getenv(\"CULVERT_TEST\")").result("one two").ok();
    kernel.execute("System.getenv().get(\"CULVERT_TEST\")").result("one two").ok();
    kernel.execute("!echo $CULVERT_TEST").stdout("one two\n").ok();
    kernel
        .execute(
            "var out = new ProcessBuilder(\"sh\", \"-c\", \"echo $CULVERT_TEST\").start();"
                + " new String(out.getInputStream().readAllBytes()).strip()")
        .result("one two")
        .ok();
    kernel
        .execute(
            "var own = new ProcessBuilder(\"sh\", \"-c\", \"echo $CULVERT_TEST\");"
                + " own.environment().put(\"CULVERT_TEST\", \"own\");"
                + " new String(own.start().getInputStream().readAllBytes()).strip()")
        .result("own")
        .ok();
    kernel.execute("var value = %env CULVERT_TEST\nvalue.length()").result("7").ok();
    shows("int port = 5;\n%env CULVERT_TEST {port + 1}", "env: CULVERT_TEST=6");
    shows("%env CULVERT_TOKEN=abc123", "env: CULVERT_TOKEN=<hidden>");
    Cell all = kernel.execute("%env");
    Map<?, ?> data = (Map<?, ?>) all.of("display_data").get(0).content().get("data");
    assertThat(data.get("text/plain").toString())
        .contains("CULVERT_TEST=6\nCULVERT_TOKEN=<hidden>")
        .doesNotContain("abc123");
    kernel.execute("%env --unset CULVERT_TEST").ok();
    kernel.execute("System.getenv(\"CULVERT_TEST\")").ok();
  }

  @Test
  void aFileIsWrittenReplacedAndAddedTo() {
    shows("%%writefile a.txt\n{x} %y\n  \"z\"", "Wrote a.txt");
    assertThat(folder.resolve("a.txt")).hasContent("{x} %y\n  \"z\"\n");
    shows("%%writefile a.txt\nb\n", "Replaced a.txt");
    shows("%%writefile -a a.txt\nc", "Appended to a.txt");
    assertThat(folder.resolve("a.txt")).hasContent("b\nc\n");
  }

  @Test
  void aScriptWritesIntoItsCellAndTakesVariables() {
    kernel.execute("var who = \"Ana\";").ok();
    kernel
        .execute("%%bash one 'two three'\necho {who} ${#2} $1\necho err >&2\n[[ a < b ]] && cat")
        .stdout("Ana 9 one\n")
        .stderr("err\n")
        .ok();
    kernel.execute("%%sh\nprintf '%s' \"$0\"").stdout("sh").ok();
    kernel
        .execute("%%bash\necho out\nexit 4")
        .stdout("out\n")
        .error("ShellError", "%%bash ended with exit code 4.");
  }

  @Test
  void aScriptStopsWithItsCell() throws Exception {
    Cell busy = kernel.submit("%%bash\necho up\nsleep 1000");
    busy.eventuallyStdout("up\n");
    kernel.client().interrupt();
    busy.await(Duration.ofSeconds(20)).error("Interrupted", "the cell was interrupted");
    kernel.execute("1 + 1").result("2").ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%cd nowhere | FolderError | no such folder: {}/nowhere. The notebook stays in {}.",
        "%cd one two | UsageError | %cd: unexpected argument 'two'. See %cd --help.",
        "%env CULVERT_NONE | EnvError"
            + " | there is no environment variable CULVERT_NONE. %env CULVERT_NONE=VALUE sets it.",
        "%env =x | UsageError | %env: the name of the variable is missing. See %env --help.",
        "%env --unset | UsageError | %env: the name of the variable is missing. See %env --help.",
        "%writefile x | UsageError | %writefile takes what it writes from the lines below it:"
            + " begin the cell with %%writefile FILE.",
        "%%writefile no/x | FileError | no/x cannot be written: there is no folder {}/no."
            + " Make it: !mkdir -p {}/no",
        "%%writefile . | FileError | . cannot be written: it is a folder. Give the name of a file"
            + " in it.",
        "%bash | UsageError | %bash runs the lines below it: begin the cell with %%bash, or write"
            + " !command on a line.",
      })
  void whatIsWrongIsSaidAndTheNextCellRuns(String code, String name, String message) {
    kernel.execute(code).error(name, message.replace("{}", folder.toString()));
    kernel.execute("2 + 2").result("4").ok();
  }
}
