package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code %time} and {@code %timeit} on the code of cells. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class TimingInCulvertTest {

  private static final String TIMES =
      "CPU time: (\\d\\S* \\S?s|less than 10 ms), wall time: \\d\\S* \\S?s\n";
  private static final String LOOPS =
      "\\S+ \\S?s ± \\S+ \\S?s per loop \\(mean ± std\\. dev\\. of 2 runs, 10 loops each\\)\n";

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
    kernel
        .execute("int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } int kept = 0;")
        .ok();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static Cell writes(String code, String pattern) {
    Cell cell = kernel.execute(code);
    assertThat(cell.written("stdout")).as(code).matches(pattern);
    return cell.stdout(cell.written("stdout"));
  }

  @Test
  void anExpressionHasItsValue() {
    writes("%time fib(10) // warm?", TIMES).result("55").ok();
    writes("%time fib(10);\nfib(11)", TIMES).result("89").ok();
    writes("var ten = %time fib(10);", TIMES).ok();
    kernel.execute("(int) ten + 1").result("56").ok();
  }

  @Test
  void assignmentsDeclarationsAndStatementsAreTimed() {
    writes("%time kept = fib(10)", TIMES).ok();
    writes("%time int more = kept + 1;\nmore", TIMES).result("56").ok();
    writes("%time for (int i = 0; i < 3; i++) System.out.print(i);", "012" + TIMES).ok();
    writes("%time System.out.println(\"one\")", "one\n" + TIMES).ok();
    writes("%time -kept", TIMES).result("-55").ok();
  }

  @Test
  void aCellIsTimedAndDeclares() {
    writes("%%time\nint inCell = 3;\nSystem.out.println(\"in\");\ninCell + 1", "in\n" + TIMES)
        .result("4")
        .ok();
    kernel.execute("inCell").result("3").ok();
  }

  @Test
  void manyRunsAreMeasured() {
    writes("%timeit -n 10 -r 2 --warmup 0 fib(5)", LOOPS).ok();
    writes("%%timeit -n 10 -r 2 --warmup 0\nint n = 4;\nfib(n);", LOOPS).ok();
  }

  @Test
  void anErrorIsThatOfTheCodeAndIsTimed() {
    Cell failed = kernel.execute("int zero = 0;\n%time 1 / zero");
    assertThat(failed.written("stdout")).matches(TIMES);
    failed.stdout(failed.written("stdout")).error("ArithmeticException", "/ by zero");
    assertThat(failed.reply().content().get("traceback").toString())
        .contains("line 2")
        .doesNotContain("dev.culvert");
    kernel
        .execute("%time fob(3)")
        .error(
            "CompileError", "cannot find symbol\n  symbol:   method fob(int)\nDid you mean fib()?");
    kernel
        .execute("%%timeit fib(3)\nfib(4)")
        .error(
            "UsageError",
            "%%timeit takes its code from the lines below it; 'fib(3)' stands beside it."
                + " Use %timeit for code on the same line.");
    kernel
        .execute("%time")
        .error("UsageError", "the Java code is missing: write it on the same line, or below %%.");
  }
}
