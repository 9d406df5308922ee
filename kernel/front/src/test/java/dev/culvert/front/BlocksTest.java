package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements are compiled together and past JShell; what users see is as if they were not. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class BlocksTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @Test
  void statementsSeeTheNewestOfEveryName() {
    kernel.execute("int x = 1; record P(int a) {} int f(int n) { return n; }").ok();
    kernel.execute("x++; f(new P(x).a())").result("2").ok();
    kernel.execute("String x = \"text\"; record P(String b) {}").ok();
    kernel.execute("x += 1; new P(x).b()").result("text1").ok();
    kernel.execute("int f(int n) { return 10 * n; }").ok();
    kernel.execute("f(2) + f(3)").result("50").ok();
    kernel.execute("enum Size { S, L } Size size = Size.L;").ok();
    kernel.execute("switch (size) { case L: System.out.print(1); default: }").stdout("1").ok();
  }

  @Test
  void aNameOfTheCodesOwnHidesADeclaration() {
    kernel.execute("int hidden = 1;").ok();
    kernel
        .execute("for (int hidden = 5; hidden < 6; hidden++) { System.out.print(hidden); }")
        .stdout("5")
        .ok();
  }

  @Test
  void everyKindOfLastPieceHasItsResult() {
    kernel
        .execute("var list = new ArrayList<>(List.of(3, 1)); list.add(2); list")
        .result("[3, 1, 2]")
        .ok();
    kernel.execute("list.sort(null)").ok();
    kernel.execute("list; // sorted").result("[1, 2, 3]").ok();
    kernel.execute("list = new ArrayList<>()").ok();
    kernel.execute("(Object) null").ok();
    kernel.execute("1 + 1; 2 + 2").result("4").ok();
    kernel.execute("int[] a = {7}; a[0]").result("7").ok();
  }

  @Test
  void whatJavaPutsBesideTheCodeIsThere() {
    kernel.execute("enum Letter { A, B } int clone(int n) { return n; }").ok();
    kernel
        .execute(
            "assert 1 > 2;\n"
                + "switch (Letter.B) { case B: System.out.print(\"b\"); default: }\n"
                + "new Object() { void print() { System.out.print(\"o\"); } }.print();\n"
                + "((Runnable & java.io.Serializable) () -> System.out.print(\"l\")).run();\n"
                + "{ record R(int n) {} System.out.print(new R(1).n()); }\n"
                + "synchronized (Letter.class) { Letter.class.wait(1); }")
        .stdout("bol1")
        .ok();
    kernel.execute("clone(2)").result("2").ok();
  }

  @Test
  void whatRanBeforeTheWrongStatementHasRunOnce() {
    kernel.execute("int runs = 0;").ok();
    kernel
        .execute("runs++;\nSystem.out.print(runs);\nrums++;\nruns++;")
        .stdout("1")
        .error("CompileError", "cannot find symbol\n  symbol:   variable rums\nDid you mean runs?");
    kernel.execute("runs").result("1").ok();
  }

  @Test
  void aTraceHasTheLinesOfTheCell() {
    Cell cell =
        kernel.execute(
            "int zero = 0;\n// a comment\nSystem.out.print(\"a\"); System.out.print(\"b\");\n\n"
                + "System.out.print(\n    1 / zero);\n");
    cell.stdout("ab").error("ArithmeticException", "/ by zero");
    assertThat(trace(cell)).contains("at Cell " + number(cell) + ", line 5");
  }

  @Test
  void aLambdaOfAnEarlierCellFailsInThatCellsLine() {
    Cell first =
        kernel.execute("int none = 0;\nRunnable later;\nlater = () -> {\n  none = 1 / none;\n};");
    first.ok();
    Cell second = kernel.execute("later.run();");
    second.error("ArithmeticException", "/ by zero");
    assertThat(trace(second)).contains("at Cell " + number(first) + ", line 4");
  }

  @Test
  void whatIsNotDeclaredCompletelyIsNamedThroughAnotherMethod() {
    kernel.execute("int inner() { return missing; } int outer() { return inner(); }");
    kernel
        .execute("outer()")
        .error(
            "CompileError",
            "inner cannot be used yet: it needs variable missing, not declared so far.");
    kernel.execute("int missing = 4;").ok();
    kernel.execute("outer()").result("4").ok();
  }

  @Test
  void importsOfTheNotebookAreFound() {
    kernel.execute("import static java.lang.Math.max; import java.text.DecimalFormat;").ok();
    kernel.execute("new DecimalFormat(\"0\").format(max(1, 2))").result("2").ok();
  }

  private static int number(Cell cell) {
    return cell.reply().number("execution_count", -1);
  }

  private static String trace(Cell cell) {
    List<?> lines = (List<?>) cell.reply().content().get("traceback");
    return String.join("\n", lines.stream().map(String::valueOf).toList())
        .replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
