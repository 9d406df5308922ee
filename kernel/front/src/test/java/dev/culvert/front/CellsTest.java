package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.client.Channel;
import dev.culvert.protocol.Message;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person who types cells gets: values, declarations, errors in the cell's own lines. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class CellsTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 1 | 2",
        "1 + 1; | 2",
        "\"a\" + 'b' // a comment | ab",
        "List.of(1, 2).stream().map(i -> i * 2).toList() | [2, 4]",
        "switch (3) { case 3 -> \"three\"; default -> \"other\"; } | three",
        "int a = 4; a * a | 16",
        "int b = 1; b++; b++; b | 3",
        "new int[] {1, 2}.length | 2",
        "record Point(int x, int y) {} new Point(1, 2) | Point[x=1, y=2]",
        "enum Colour { RED, BLUE } Colour.values().length | 2",
        "int twice(int n) { return 2 * n; } twice(21) | 42",
        "var text = \"%echo {x}\"; text | %echo {x}",
        "int m = 7; m % 4 | 3",
        "System.getProperty(\"file.separator\").length() | 1",
      })
  void anExpressionAtTheEndIsTheResult(String code, String result) {
    kernel.execute(code).result(result).ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int quiet = 1;",
        "int quiet2 = 1; quiet2 = 2",
        "// nothing",
        "System.gc()",
        "for (int i = 0; i < 3; i++) {}",
        "void nothing() {} nothing()",
        "null",
      })
  void whatHasNoValueShowsNone(String code) {
    kernel.execute(code).ok();
  }

  @Test
  void classesThatNeedEachOtherStandInOneCellOrTwo() {
    kernel.execute("class Cat { Dog d; } class Dog { Cat c; } new Cat().d == null").result("true");
    kernel
        .execute("class Left { Right r; }")
        .stderr("Left cannot be used yet: it needs class Right, not declared so far.\n")
        .ok();
    kernel.execute("class Right { Left l; }").ok();
    kernel.execute("new Left().r == null").result("true").ok();
  }

  @Test
  void aRedefinitionReachesWhatUsesIt() {
    kernel.execute("int factor() { return 2; } int scaled(int n) { return n * factor(); }").ok();
    kernel.execute("scaled(10)").result("20").ok();
    kernel.execute("int factor() { return 3; }").ok();
    kernel.execute("scaled(10)").result("30").ok();
  }

  @Test
  void aCompileErrorPointsAtItsPlaceInTheCell() {
    Cell cell = kernel.execute("int good = 1;\nint bad = \"text\";");
    cell.error("CompileError", "incompatible types: java.lang.String cannot be converted to int");
    assertThat(trace(cell))
        .contains("Cell " + number(cell) + ", line 2")
        .contains("    int bad = \"text\";\n              ^^^^^^");
  }

  @Test
  void nothingRunsWhenTheCellIsNoJava() {
    kernel
        .execute("System.out.println(\"never\"); \"open")
        .error("CompileError", "unclosed string literal");
  }

  @Test
  void anExceptionNamesItsClassItsLineAndItsCauses() {
    Cell cell =
        kernel.execute(
            "void parse(String s) {\n"
                + "  try { Integer.parseInt(s); }\n"
                + "  catch (NumberFormatException e) { throw new IllegalStateException(\"no\", e); }\n"
                + "}\n"
                + "parse(\"x\");");
    cell.error("IllegalStateException", "no");
    String here = "at Cell " + number(cell);
    assertThat(trace(cell))
        .contains(
            "java.lang.IllegalStateException: no\n    "
                + here
                + ", line 3  parse()\n    "
                + here
                + ", line 5")
        .contains("->    3    catch")
        .contains("Caused by: java.lang.NumberFormatException: For input string: \"x\"")
        .doesNotContain("dev.culvert")
        .doesNotContain("REPL");
  }

  @Test
  void aVariablesInitializerFailsInItsOwnLine() {
    Cell cell = kernel.execute("int zero = 0;\nint worse = 1 / zero;");
    cell.error("ArithmeticException", "/ by zero");
    assertThat(trace(cell)).contains("at Cell " + number(cell) + ", line 2");
  }

  @Test
  void systemExitEndsTheCellAndKeepsAllState() {
    kernel.execute("int kept = 5; long pid = ProcessHandle.current().pid();").ok();
    String message =
        "System.exit(3) ends the cell, not the kernel: variables and classes are kept.";
    kernel.execute("System.exit(3);").error("SystemExit", message);
    kernel
        .execute("void leave() { Runtime.getRuntime().exit(3); } leave();")
        .error("SystemExit", message);
    kernel.execute("kept + (pid == ProcessHandle.current().pid() ? 1 : 0)").result("6").ok();
  }

  @Test
  void errorsThatTheJvmSurvivesAreOrdinary() {
    kernel
        .execute("int deep(int n) { return deep(n + 1) + 1; } deep(0)")
        .error("StackOverflowError", "");
    kernel
        .execute(
            "long[][] all = new long[10000][]; for (int i = 0; ; i++) all[i] = new long[1 << 30];")
        .error("OutOfMemoryError", "Java heap space");
    kernel.execute("1 + 2").result("3").ok();
  }

  @Test
  void aDisplayStandsBetweenThePrintsAroundIt() {
    Cell cell =
        kernel.execute(
            "System.out.print(1); System.err.print(2); display(\"<b>3</b>\", \"text/html\");"
                + " System.out.print(4); 5");
    cell.stdout("14").stderr("2").display("text/html", "<b>3</b>").result("5").ok();
    assertThat(cell.order())
        .containsExactly("stdout", "stderr", "display_data", "stdout", "execute_result");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"display(\"x\");", "display(\"x\")", "int a = 1; display(\"x\", \"text/plain\");"})
  void theIdOfADisplayIsNoResult(String code) {
    kernel.execute(code).display("text/plain", "x").ok();
    kernel
        .execute("var id = display(\"x\"); id.length()")
        .display("text/plain", "x")
        .result("36")
        .ok();
    kernel.execute("id.equals(id.strip())").result("true").ok();
  }

  @Test
  void magicsAreFoundOnALineInACellAndAsAValue() {
    kernel.execute("%echo a 'b c' --port 1").result("[a, b c, --port, 1]").ok();
    kernel.execute("%%echo a\nline 1\nline 2").result("[a] body=line 1\nline 2").ok();
    kernel.execute("var said = %echo a {1 + 1}{{}}\nsaid").result("[a, 2{}]").ok();
    kernel.execute("%%echo --as lines\nline 1").ok();
    kernel.execute("lines").result("[--as, lines] body=line 1").ok();
    kernel.execute("%echo --as=word a\nword").result("[--as=word, a]").ok();
    kernel.execute("int x = 7;\n%echo :x").result("[:x] x=7").ok();
    kernel.execute("%echo number.shown={x -> x * 2}").result("of a double: 3.0").ok();
    kernel.execute("%echo num={Double::toHexString}").result("of a double: 0x1.8p0").ok();
    kernel
        .execute("java.util.function.DoubleFunction<String> f = x -> \"f\" + x;\n%echo {f}")
        .result("of a double: f1.5")
        .ok();
  }

  @Test
  void aMagicMayAskForASecret() {
    kernel.answers("hidden");
    kernel.execute("%echo --ask").asked("Password: (password)").result("6 characters").ok();
  }

  @Test
  void aScannerReadsWhatTheUserTypes() {
    kernel.answers("one two", "three");
    kernel
        .execute(
            "var scanner = new Scanner(System.in); scanner.next() + scanner.next() + scanner.next()")
        .asked("", "")
        .result("onetwothree")
        .ok();
  }

  @Test
  void aShellCommandWritesIntoItsCell() {
    kernel.execute("!printf out; printf err >&2").stdout("out").stderr("err").ok();
    kernel.execute("!exit 3").error("ShellError", "!exit 3 ended with exit code 3.");
  }

  @Test
  void theLinesOfAShellCommandAreAValue() {
    kernel
        .execute(
            "var printed = !printf 'a\\nü\\n'; printf err >&2\nprinted.get(1) + printed.size()")
        .stderr("err")
        .result("ü2")
        .ok();
    kernel.execute("List<String> none = !true\nnone").result("[]").ok();
    kernel
        .execute("var three = 3;\nvar given = !printf {three} // 4\nint four = given.size() + 3;")
        .ok();
    kernel.execute("given.get(0) + four").result("34").ok();
    kernel.execute("var pwd = !pwd\npwd.size()").result("1").ok();
    kernel.execute("var pwd = !pwd\npwd.size()").result("1").ok(); // known by now
    kernel.execute("var gone = !exit 3\n").error("ShellError", "!exit 3 ended with exit code 3.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boolean done = false; var open = !done; open",
        "var opened = !List.of(1).isEmpty(); opened",
        "boolean ls = false; var unlisted = !ls; unlisted",
        "var yes = !Boolean.FALSE; yes",
        "var right = !(1 > 2); right",
        "var sure = !false; sure",
        "boolean assigned; assigned = !false; assigned",
        "class Door { boolean f() { var is = !shut; return is; } boolean shut; } new Door().f()",
      })
  void aNegationIsNoShellCommand(String code) {
    kernel.execute(code).result("true").ok();
  }

  @Test
  void theEnvironmentOfCellsIsThatOfTheProcess() {
    kernel
        .execute("System.getenv(\"PATH\").equals(System.getenv().get(\"PATH\"))")
        .result("true")
        .ok();
  }

  @Test
  void aShellCommandTakesVariablesInBracesAndKeepsItsOwnBraces() {
    kernel.execute("var inBraces = \"$5 \\\\ two\"; int code = 4;").ok();
    kernel
        .execute("!inBraces=shell; printf '%s|' '{inBraces}' {unknown} {code,2} ${inBraces}")
        .stdout("$5 \\ two|{unknown}|{code,2}|shell|")
        .ok();
    kernel.execute("!echo 'a b' | awk '{print $2}'").stdout("b\n").ok();
    kernel.execute("!exit {code}").error("ShellError", "!exit {code} ended with exit code 4.");
  }

  @Test
  void completionAnswersWhileACellRuns() throws Exception {
    Cell busy = kernel.submit("new java.util.concurrent.CountDownLatch(1).await();");
    Message reply = kernel.client().complete("Math.ab", 7);
    assertThat(reply.content().get("matches")).asList().contains("abs(");
    kernel.client().interrupt();
    busy.await(Duration.ofSeconds(20)).error("Interrupted", "the cell was interrupted");
  }

  @Test
  void aLoopThatSwallowsEverythingStopsWhenInterrupted() throws Exception {
    Cell busy =
        kernel.submit(
            "System.out.println(\"up\"); while (true) { try { Thread.sleep(1); } catch (Throwable t) {} }");
    busy.eventuallyStdout("up\n");
    kernel.client().interrupt();
    busy.await(Duration.ofSeconds(20)).error("Interrupted", "the cell was interrupted");
    kernel.execute("2 + 2").result("4").ok();
  }

  @Test
  void theCompilerSeesNothingOfTheFrontItself() throws Exception {
    Message reply = kernel.client().complete("dev.culvert.zmtp.", 17);
    assertThat(reply.content().get("matches")).asList().isEmpty();
    kernel
        .execute("new dev.culvert.zmtp.Reactor()")
        .error("CompileError", "package dev.culvert.zmtp does not exist");
  }

  @Test
  void historyIsAnswered() throws Exception {
    kernel.execute("// remembered").ok();
    Message reply =
        kernel
            .client()
            .request(
                Channel.SHELL,
                "history_request",
                Map.of(
                    "hist_access_type",
                    "search",
                    "pattern",
                    "// remem*",
                    "n",
                    1,
                    "output",
                    false,
                    "raw",
                    true));
    assertThat((List<?>) reply.content().get("history")).hasSize(1);
  }

  private static int number(Cell cell) {
    return cell.reply().number("execution_count", -1);
  }

  private static String trace(Cell cell) {
    List<?> lines = (List<?>) cell.reply().content().get("traceback");
    return String.join("\n", lines.stream().map(Object::toString).toList())
        .replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void aVariableThatLosesItsValueToADeclarationIsNamed() {
    kernel.execute("class Lost {} Lost lost = new Lost(); int kept = 3;").ok();
    kernel
        .execute("class Lost { int n; }")
        .stderr("lost lost its value: what it was declared with has changed. Declare it again.\n")
        .ok();
    kernel.execute("lost + \" \" + kept").result("null 3").ok();
    kernel.execute("class Lost { int n, m; } Lost lost = new Lost();").stderr("").ok();
    kernel.execute("var other = List.of(lost); class Same {} Same same = new Same();").ok();
    kernel.execute("class Same {}").stderr("").ok();
    kernel
        .execute("class Lost { long n; } throw new IllegalStateException(\"x\");")
        .stderr(
            "lost, other lost their values: what they were declared with has changed."
                + " Declare them again.\n")
        .error("IllegalStateException", "x");
  }
}
