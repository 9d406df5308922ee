package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** What a notebook says of itself, and how it forgets. */
@ExtendWith(LeakCheck.OfClass.class) // a restart replaces a process
@Timeout(180)
class SessionInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
  }

  @BeforeEach
  void forget() {
    kernel.execute("%reset").ok();
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
  void declarationsAreListedByKindWithWhatVariablesHold() {
    shows("%who", "nothing is declared");
    kernel
        .execute(
            "import java.util.zip.CRC32;\nint x = 5; String s = \"two\\nlines\"; int[] a = {1, 2};"
                + " List<String> none = null;\nint twice(int n) { return 2 * n; }\n"
                + "record Point(int x, int y) {}\nvar p = new Point(1, 2);")
        .ok();
    shows(
        "/vars",
        "int x = 5\nString s = \"two ...\nint[] a = {1, 2}\nList<String> none = null\n"
            + "Point p = Point[x=1, y=2]");
    shows(
        "%who",
        "int x = 5\nString s = \"two ...\nint[] a = {1, 2}\nList<String> none = null\n"
            + "Point p = Point[x=1, y=2]");
    shows("/vars x", "int x = 5");
    shows("/methods", "int twice(int)");
    shows("/types", "record Point");
    shows("/imports", "import java.util.zip.CRC32");
    shows("/list twice", "int twice(int n) { return 2 * n; }");
    kernel.execute("x = 6;\n/vars x\nx + 1").display("text/plain", "int x = 6").result("7").ok();
  }

  @Test
  void aVariableOfAnyClassIsShownAlsoWhenItsToStringThrows() {
    kernel
        .execute(
            "class Bad { public String toString() { throw new IllegalStateException(); } }"
                + " var bad = new Bad();")
        .ok();
    shows("%who vars bad", "Bad bad = (its toString throws IllegalStateException)");
  }

  @Test
  void cellsThatWereRunAreShown() {
    kernel.execute("// the first of three").ok();
    kernel.execute("// the second\nint line = 2;").ok();
    shows(
        "%history -g '// the second'", "// the second\nint line = 2;\n%history -g '// the second'");
    shows("%history -l 1", "%history -l 1");
    int number = kernel.execute("1;").result("1").reply().number("execution_count", 0);
    shows("%history -n " + number, number + ": 1;");
    shows("%history " + (number + 100), "there are no such cells");
  }

  @Test
  void resetForgetsWhenTheCellEndsAndKeepsTheWorker() {
    kernel.execute("int gone = 1; class Gone {} import java.util.zip.*;").ok();
    long pid = Long.parseLong(kernel.execute("ProcessHandle.current().pid()").value());
    kernel.execute("%reset -f\ngone + 1").result("2").ok();
    kernel.execute("gone").error("CompileError", "cannot find symbol\n  symbol:   variable gone");
    kernel.execute("int gone; gone").result("0").ok();
    kernel.execute("int gone = 3; gone + List.of(1).size()").result("4").ok();
    kernel.execute("class Gone { int n = 4; } new Gone().n").result("4").ok();
    kernel.execute("ProcessHandle.current().pid()").result(Long.toString(pid)).ok();
  }

  @Test
  void whatWasForgottenCanBeDeclaredAgain() {
    for (int i = 0; i < 3; i++) {
      kernel.execute("int again = 1; class Again {}").ok();
      kernel.execute("String again = \"text\"; class Again { int n = 2; }").ok();
      kernel.execute("int again = 1; class Again {} again").result("1").ok();
      kernel.execute("%reset").ok();
    }
  }

  @Test
  void codeOfAFileTakesThePlaceOfTheCell(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.jsh"), "int x = 5;\n");
    Map<String, Object> content = kernel.execute("%load " + file).ok().reply().content();
    assertThat(content.get("payload"))
        .isEqualTo(
            List.of(
                Map.of(
                    "source",
                    "set_next_input",
                    "text",
                    "// %load " + file + "\nint x = 5;\n",
                    "replace",
                    true)));
  }

  @Test
  void resetLetsGoOfWhatVariablesHeld() {
    kernel
        .execute(
            "Object big = new byte[1_000]; boolean flag = true; char c = 'c'; double d = 1;"
                + " class Holder { static java.lang.ref.WeakReference<Object> ref; }"
                + " Holder.ref = new java.lang.ref.WeakReference<>(big);"
                + " System.getProperties().put(\"ref\", Holder.ref);")
        .ok();
    kernel.execute("%reset").ok();
    kernel
        .execute(
            "var ref = (java.lang.ref.WeakReference<?>) System.getProperties().remove(\"ref\");"
                + " System.gc(); ref.get() == null")
        .result("true")
        .ok();
  }

  @Test
  void restartStartsANewWorker() {
    kernel.execute("class Gone {} int gone = 1;").ok();
    String pid = kernel.execute("ProcessHandle.current().pid()").value();
    kernel.execute("%restart\nSystem.out.println(gone);").stdout("1\n").ok();
    assertThat(kernel.execute("ProcessHandle.current().pid()").value()).isNotEqualTo(pid);
    shows("%who", "nothing is declared");
    kernel.execute("int after = 5; after").result("5").ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%who nothing | UsageError | %who: invalid value for positional parameter at index 0 (WHAT):"
            + " expected one of [vars, methods, types, imports, list] (case-sensitive) but was"
            + " 'nothing'. See %who --help.",
        "/vars nobody | NotFound | nothing of that kind is called nobody. %who vars lists all.",
        "/save x | UnknownCommand | there is no command /save here. There are /help, /history,"
            + " /imports, /list, /methods, /reset, /types, /vars.",
        "%history x-y | UsageError | %history: 'x-y' is no range; write 4, 4-6, 4- or ~1/4-6. See"
            + " %history --help.",
        "%history -l 0 | UsageError | %history: -l takes 1 or more. See %history --help.",
      })
  void whatIsWrongIsSaidAndTheNextCellRuns(String code, String name, String message) {
    kernel.execute(code).error(name, message);
    kernel.execute("2 + 2").result("4").ok();
  }
}
