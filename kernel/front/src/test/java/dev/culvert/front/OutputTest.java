package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every byte, in the cell that caused it, in order. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class OutputTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @Test
  void aThreadThatOutlivesItsCellPrintsIntoIt() {
    kernel.execute("var go = new CountDownLatch(1);").ok();
    Cell first =
        kernel.execute(
            "new Thread(() -> { try { go.await(); System.out.print(\"late\"); System.err.print(\"r\"); }"
                + " catch (InterruptedException e) {} }).start();");
    first.ok();
    kernel
        .execute("go.countDown(); Thread.sleep(200); System.out.print(\"other\")")
        .stdout("other")
        .ok();
    first.eventually("stderr", "r"::equals); // which was written last
    first.stdout("late").stderr("r").ok();
  }

  @Test
  void childrenAndGrandchildrenWriteIntoTheCellThatStartedThem() throws Exception {
    Cell first =
        kernel.execute(
            "new ProcessBuilder(\"sh\", \"-c\","
                + " \"echo child; echo err >&2; (read x < /dev/null; sleep 1; echo grandchild) &\")"
                + ".inheritIO().start().waitFor();");
    kernel.execute("System.out.print(\"second\")").stdout("second").ok();
    first.eventuallyStdout("child\ngrandchild\n").stderr("err\n").result("0").ok();
  }

  @Test
  void rawDescriptorsAndSavedStreamsCountToo() {
    kernel.execute("static final PrintStream SAVED = System.out;").stderr("").ok();
    kernel
        .execute(
            "new FileOutputStream(FileDescriptor.out).write(\"raw \".getBytes()); SAVED.print(\"saved\");")
        .stdout("raw saved")
        .ok();
  }

  @Test
  void printsAndChildrenThatFollowEachOtherKeepTheirOrder() {
    String code =
        "for (int i = 0; i < 200; i++) { System.out.println(\"j\" + i);"
            + " new ProcessBuilder(\"echo\", \"c\" + i).inheritIO().start().waitFor(); }";
    String expected =
        IntStream.range(0, 200)
            .mapToObj(i -> "j" + i + "\nc" + i + "\n")
            .collect(Collectors.joining());
    kernel.execute(code).stdout(expected).ok();
  }

  @Test
  void displaysOfOneThreadStandBetweenItsPrints() {
    Cell cell =
        kernel.execute(
            "for (int i = 0; i < 200; i++) {"
                + " System.out.print(i); display(\"d\", \"text/plain\"); System.err.print(i); }");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      expected.addAll(List.of("stdout", "display_data", "stderr"));
    }
    assertThat(cell.order()).isEqualTo(expected);
  }

  @Test
  void stdoutAndStderrOfOneThreadAlternateAsTheyWereWritten() {
    Cell cell =
        kernel.execute(
            "for (int i = 0; i < 500; i++) { System.out.print(\"o\" + i + \" \");"
                + " System.err.print(\"e\" + i + \" \"); }");
    String all =
        cell.of("stream").stream()
            .map(message -> message.text("text"))
            .collect(Collectors.joining());
    String expected =
        IntStream.range(0, 500)
            .mapToObj(i -> "o" + i + " e" + i + " ")
            .collect(Collectors.joining());
    assertThat(all).isEqualTo(expected);
  }

  @Test
  void noLineOfAHundredThousandIsMissing() {
    String expected =
        IntStream.range(0, 100_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    Cell cell =
        kernel.execute("for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);");
    cell.stdout(expected).ok();
    assertThat(cell.of("stream")).as("messages are shared by many lines").hasSizeLessThan(500);
  }

  @Test
  void charactersThatWritesCutInTwoAreWhole() {
    kernel
        .execute(
            "byte[] euro = \"\\u20ac\\ud83d\\ude00\".getBytes(\"UTF-8\");"
                + " for (byte b : euro) { System.out.write(b); System.out.flush(); }")
        .stdout("\u20ac\ud83d\ude00")
        .ok();
  }

  @Test
  void bytesThatAreNoTextBecomeReplacementCharacters() {
    kernel
        .execute("System.out.write(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3); System.out.flush();")
        .stdout("a\ufffdb")
        .ok();
  }

  @Test
  void aLineWithoutAnEndAndCarriageReturnsComeBeforeTheCellEnds() {
    kernel.execute("System.out.print(\"1%\\r50%\\r100%\")").stdout("1%\r50%\r100%").ok();
  }

  /** A ConsoleHandler keeps the System.err of its birth, so that one must never be replaced. */
  @Test
  void javasOwnLoggersWriteIntoEachCellThatLogs() {
    String format =
        "System.setProperty(\"java.util.logging.SimpleFormatter.format\", \"%4$s %5$s%n\");";
    kernel
        .execute(
            format
                + " var jul = java.util.logging.Logger.getLogger(\"a.b\");"
                + " var platform = System.getLogger(\"a.c\"); jul.info(\"one\");")
        .stderr("INFO one\n")
        .ok();
    kernel
        .execute("jul.warning(\"two\"); platform.log(System.Logger.Level.ERROR, \"three\");")
        .stderr("WARNING two\nSEVERE three\n")
        .ok();
    kernel.execute("var go2 = new CountDownLatch(1);").ok();
    Cell late =
        kernel.execute(
            "var logs = new Thread(() -> { try { go2.await(); } catch (InterruptedException e) {}"
                + " jul.info(\"late\"); }); logs.start();");
    late.ok();
    kernel.execute("go2.countDown(); logs.join();").ok();
    late.eventually("stderr", text -> text.equals("INFO late\n"));
    kernel
        .execute(
            "var handler = new java.util.logging.ConsoleHandler(); jul.addHandler(handler);"
                + " jul.setUseParentHandlers(false); jul.info(\"own\"); jul.removeHandler(handler);"
                + " jul.setUseParentHandlers(true);")
        .stderr("INFO own\n")
        .ok();
  }

  /** More than a pipe holds, written while every Java thread of the worker stands still. */
  @Test
  void aDumpOfHundredsOfThreadsNeitherHangsTheWorkerNorIsCut() {
    Cell cell =
        kernel.execute(
            "var stop = new CountDownLatch(1); var parked = new ArrayList<Thread>();"
                + " for (int i = 0; i < 500; i++) { var t = new Thread(() -> { try { stop.await(); }"
                + " catch (InterruptedException e) {} }, \"parked-\" + i); t.start();"
                + " parked.add(t); }"
                + " new ProcessBuilder(\"kill\", \"-3\", \"\" + ProcessHandle.current().pid())"
                + ".start().waitFor();");
    cell.eventually(
        "stdout", text -> text.contains("Full thread dump") && text.contains("JNI global"));
    for (int i = 0; i < 500; i += 50) {
      assertThat(cell.written("stdout")).contains("\"parked-" + i + "\"");
    }
    kernel.execute("stop.countDown(); for (Thread t : parked) t.join(); 1").result("1").ok();
  }
}
