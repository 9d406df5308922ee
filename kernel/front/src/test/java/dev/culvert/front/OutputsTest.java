package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a notebook may ask about its output. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class OutputsTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    TestKernel kernel = KERNEL.client();
    kernel
        .execute(
            "String of(int cell) { return notebook().outputs().cells().stream()"
                + ".filter(c -> c.cell() == cell).map(c -> c.stdout() + \" \" + c.stderr() + \" \""
                + " + c.late() + \" \" + c.leftOut() + \" \" + c.byThread())"
                + ".collect(Collectors.joining()); }")
        .ok();
  }

  private static int number(Cell cell) {
    Object count = cell.of("execute_input").get(0).content().get("execution_count");
    return ((Number) count).intValue();
  }

  @Test
  void bytesAreCountedByTheThreadThatPrintedThem() {
    Cell cell =
        kernel.execute(
            "System.out.print(\"four\"); System.err.print(\"\\u20ac\");"
                + " var t = new Thread(() -> System.out.print(\"five5\"), \"other\"); t.start();"
                + " t.join(); new ProcessBuilder(\"printf\", \"child\").inheritIO().start()"
                + ".waitFor();");
    cell.stdout("fourfive5child").stderr("\u20ac").result("0").ok();
    kernel.execute("of(" + number(cell) + ")").result("14 3 0 0 {cell=7, other=5}").ok();
  }

  @Test
  void bytesOfALoggerAreCountedApart() {
    Cell cell =
        kernel.execute(
            "System.out.print(1); cell().get().runAsLogger(\"shop\", () ->"
                + " System.out.print(\"logged\"));");
    cell.stdout("1logged").ok();
    kernel.execute("of(" + number(cell) + ")").result("7 0 0 0 {cell=1}").ok();
    kernel
        .execute(
            "notebook().outputs().cells().stream().filter(c -> c.cell() == "
                + number(cell)
                + ").findFirst().get().byLogger()")
        .result("{shop=6}")
        .ok();
  }

  @Test
  void linesAreMarkedWithWhoWroteThem() {
    kernel.execute("var go = new CountDownLatch(1);").ok();
    Cell cell =
        kernel.execute(
            """
            System.out.println("before");
            notebook().outputs().setPrefixed(true);
            System.out.println("one");
            new ProcessBuilder("echo", "two").inheritIO().start().waitFor();
            System.out.print("three\\nfour ");
            Thread t = new Thread(() -> System.out.println("five"), "other");
            t.start();
            t.join();
            cell().get().runAsLogger("shop", () -> System.err.println("six"));
            Thread late = new Thread(() -> {
              try { go.await(); } catch (InterruptedException e) { return; }
              System.out.println("late");
            }, "slow");
            late.start();
            new ProcessBuilder("echo", "seven").inheritIO().start().waitFor();
            """);
    kernel.execute("go.countDown(); late.join(); notebook().outputs().setPrefixed(false);").ok();
    cell.eventuallyStdout(
            "before\n[cell] one\n[child] two\n[cell] three\n[cell] four [other] five\n[child] seven\n"
                + "[slow] late\n")
        .stderr("[logger shop] six\n")
        .result("0")
        .ok();
    kernel.execute("System.out.println(\"plain\");").stdout("plain\n").ok();
  }

  @Test
  void lateBytesAreCountedAsSuch() {
    kernel.execute("var go = new CountDownLatch(1);").ok();
    Cell cell =
        kernel.execute(
            "var late = new Thread(() -> { try { go.await(); } catch (InterruptedException e) {}"
                + " System.out.print(\"late\"); }, \"slow\"); System.out.print(1); late.start();");
    kernel.execute("go.countDown(); late.join();").ok();
    cell.eventuallyStdout("1late");
    kernel.execute("of(" + number(cell) + ")").result("5 0 4 0 {cell=1, slow=4}").ok();
  }

  @Test
  void whatACellWroteIsSavedAsItCame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("saved.txt");
    Cell cell = kernel.execute("System.out.write(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);");
    cell.stdout("a\ufffdb").ok();
    kernel
        .execute("notebook().outputs().save(" + number(cell) + ", Path.of(\"" + file + "\"))")
        .result("3")
        .ok();
    assertThat(Files.readAllBytes(file)).containsExactly('a', 0xff, 'b');
  }

  @Test
  void theLimitHoldsFromTheNextByteOn() {
    Cell cell =
        kernel.execute(
            "notebook().outputs().setLimit(\"4kB\");"
                + " for (int i = 0; i < 2_000; i++) System.out.println(i);");
    assertThat(cell.written("stdout")).hasSizeLessThanOrEqualTo(4_000).startsWith("0\n1\n");
    assertThat(cell.written("stdout")).endsWith("\n1999\n");
    assertThat(cell.of("display_data")).hasSize(1);
    kernel.execute("notebook().outputs().setLimit(\"2MB\")").result("2.0 MB").ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "setLimit(\"many\")           | give a size as 500kB, 2MB or 1GB, or none.",
        "save(9999, Path.of(\"x\"))   | cell 9999 has written nothing. %output lists those that have.",
        "save(0, Path.of(\"/no/x\"))  | no such file or folder: /no/x."
      })
  void whatCannotBeIsSaid(String call, String message) {
    kernel.execute("System.out.print(1)").stdout("1").ok();
    kernel.execute("notebook().outputs()." + call).error("OutputError", message);
    kernel.execute("1 + 1").result("2").ok();
  }
}
