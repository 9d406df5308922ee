package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker dies; the notebook does not. */
@ExtendWith({JShellIndexer.class, LeakCheck.class})
class SurvivalTest {

  private static final String KEPT = " A new one has your imports, methods and classes; ";

  private InProcessKernel started;
  private TestKernel kernel;

  @BeforeEach
  void start() {
    started = new InProcessKernel();
    kernel = started.client();
    kernel.execute("import java.text.*; int count = 3; class Box { int v = 5; }").ok();
    kernel.execute("int doubled(int n) { return 2 * n; } int counted() { return count; }").ok();
  }

  @AfterEach
  void end() {
    started.close();
  }

  private void assertDeclarationsAreBackAndVariablesAreErrors() {
    kernel.execute("doubled(new Box().v) + new DecimalFormat(\"0\").format(1)").result("101").ok();
    kernel
        .execute("count")
        .error(
            "CompileError",
            "cannot find symbol\n  symbol:   variable count\n"
                + "count was lost with the worker; declare it again.");
    kernel
        .execute("counted()")
        .error(
            "CompileError",
            "counted cannot be used yet: it needs variable count, not declared so far.");
    kernel.execute("int count = 4; counted()").result("4").ok();
  }

  @Test
  void haltCostsTheWorkerAndNothingThatWasPrinted() {
    kernel
        .execute("System.out.print(\"last words\"); Runtime.getRuntime().halt(3);")
        .stdout("last words")
        .error(
            "WorkerDied",
            "The worker ended with exit code 3 (Runtime.halt, or an exit inside a library)."
                + KEPT
                + "these variables are lost: count.");
    assertDeclarationsAreBackAndVariablesAreErrors();
  }

  @Test
  void aDeclarationOfBeforeIsGoodAgainAfterADeath() {
    kernel.execute("int again = 1;").ok();
    kernel.execute("String again = \"text\";").ok();
    kernel
        .execute("Runtime.getRuntime().halt(3);")
        .error(
            "WorkerDied",
            "The worker ended with exit code 3 (Runtime.halt, or an exit inside a library)."
                + KEPT
                + "these variables are lost: again, count.");
    kernel.execute("int again = 1; again").result("1").ok();
    kernel.execute("String again = \"text\"; again").result("text").ok();
  }

  @Test
  void aKilledWorkerIsReplaced() {
    kernel
        .execute(
            "System.out.print(\"before\"); new ProcessBuilder(\"kill\", \"-9\","
                + " \"\" + ProcessHandle.current().pid()).start(); Thread.sleep(60_000);")
        .stdout("before")
        .error(
            "WorkerDied",
            "The worker was killed by signal 9 (SIGKILL)."
                + KEPT
                + "these variables are lost: count.");
    assertDeclarationsAreBackAndVariablesAreErrors();
  }

  @Test
  void aNativeCrashShowsTheHeadOfItsReport() {
    Cell cell =
        kernel.execute(
            "var field = Class.forName(\"sun.misc.Unsafe\").getDeclaredField(\"theUnsafe\");"
                + " field.setAccessible(true); System.out.print(\"before\");"
                + " ((sun.misc.Unsafe) field.get(null)).putAddress(0, 0);");
    assertThat(cell.written("stdout"))
        .startsWith("before#\n# A fatal error has been detected by the Java Runtime Environment");
    cell.stdout(cell.written("stdout"))
        .stderr(cell.written("stderr")) // newer JDKs warn of Unsafe there
        .error(
            "WorkerDied",
            "The worker crashed in native code."
                + KEPT
                + "these variables are lost: count, field.");
    assertThat(((List<?>) cell.reply().content().get("traceback")).toString()).contains("SIGSEGV");
    assertDeclarationsAreBackAndVariablesAreErrors();
  }

  @Test
  void aWorkerThatDiedBetweenCellsIsReplacedWithANotice() throws Exception {
    kernel.execute("ProcessHandle.current().pid()");
    ProcessHandle worker =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains("dev.culvert.worker"))
            .findFirst()
            .orElseThrow();
    worker.destroyForcibly();
    worker.onExit().get();
    Cell cell = kernel.execute("1 + 1");
    cell.result("2")
        .stderr(
            "The worker was killed by signal 9 (SIGKILL)."
                + KEPT
                + "these variables are lost: count.\n")
        .ok();
    assertDeclarationsAreBackAndVariablesAreErrors();
  }
}
