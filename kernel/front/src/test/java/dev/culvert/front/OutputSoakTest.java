package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.client.Channel;
import dev.culvert.protocol.Message;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only shows in bulk. */
@Tag("soak")
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class OutputSoakTest {

  private static final String DESCRIPTORS =
      "new File(\"/proc/self/fd\").list().length + \" \" + new File(\"/proc/self/task\").list().length";

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel("-Xmx256m");

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    TestKernel kernel = KERNEL.client();
    for (int i = 0; i < 50; i++) {
      kernel.execute("System.out.print(" + i + ")").stdout("" + i).ok();
    }
  }

  private static long count(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(folder))) {
      return entries.count();
    }
  }

  private static String shown(Cell cell) {
    Map<?, ?> data = (Map<?, ?>) cell.of("execute_result").get(0).content().get("data");
    return data.get("text/plain").toString();
  }

  @Test
  void aGigabyteFromAChildLeavesTheKernelAnsweringAndItsMemoryAsItWas() throws Exception {
    Cell cell =
        kernel.submit(
            "new ProcessBuilder(\"sh\", \"-c\", \"head -c 50000000 /dev/zero\").inheritIO().start()"
                + ".waitFor(); new ProcessBuilder(\"sh\", \"-c\", \"head -c 1000000000 /dev/zero |"
                + " tr '\\\\0' x\").inheritIO().start().waitFor();");
    cell.eventually("display_data");
    assertThat(
            kernel.client().request(Channel.SHELL, "kernel_info_request", Map.of()).text("status"))
        .isEqualTo("ok");
    cell.await(Duration.ofSeconds(120));
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(200_000_000);
    assertThat(cell.written("stdout").length()).isLessThanOrEqualTo(2_000_000);
    assertThat(cell.of("update_display_data").stream().map(m -> m.content().toString()))
        .last()
        .asString()
        .contains("of 1.1 GB are left out here");
  }

  @Test
  void printsErrorsAndDisplaysKeepTheirOrderWhileAllCoresAreBusy() throws Exception {
    try (CpuLoad load = new CpuLoad()) {
      for (int round = 0; round < 20; round++) {
        Cell cell =
            kernel.execute(
                "for (int i = 0; i < 100; i++) { System.out.println(\"a\" + i);"
                    + " System.err.println(\"b\" + i); display(\"c\" + i, \"text/plain\");"
                    + " System.out.println(\"d\" + i); }");
        assertThat(withoutBreaks(cell)).as("round %s", round).isEqualTo(inOrder(100));
      }
    }
  }

  @Test
  void twoThousandLinesOfJavaStandAroundTheirChildrensWhileAllCoresAreBusy() throws Exception {
    try (CpuLoad load = new CpuLoad()) {
      for (int round = 0; round < 10; round++) {
        kernel
            .execute(OutputScenariosTest.alternating(100))
            .stdout(OutputScenariosTest.alternated(100))
            .ok();
      }
    }
  }

  @Test
  void theIdleOfTenThousandShortCellsNeverComesBeforeWhatTheyWrote() {
    for (int i = 0; i < 10_000; i++) {
      kernel.execute("System.out.print(" + i + ")").stdout("" + i).ok();
    }
  }

  /** What came, message by message; texts that follow each other on one stream are one. */
  private static String withoutBreaks(Cell cell) {
    StringBuilder all = new StringBuilder();
    for (Message message : cell.outputs()) {
      all.append(
          message.type().equals("stream")
              ? message.text("text")
              : ((Map<?, ?>) message.content().get("data")).get("text/plain") + "\n");
    }
    return all.toString();
  }

  private static String inOrder(int rounds) {
    return IntStream.range(0, rounds)
        .mapToObj(i -> "a" + i + "\nb" + i + "\nc" + i + "\nd" + i + "\n")
        .collect(Collectors.joining());
  }

  /** Descriptors and threads; the JVM's own come and go, one or two at a time. */
  private static void assertNoMoreThan(String before, String after) {
    for (int i = 0; i < 2; i++) {
      assertThat(Integer.parseInt(after.split(" ")[i]))
          .as("of %s, before %s", after, before)
          .isLessThanOrEqualTo(Integer.parseInt(before.split(" ")[i]) + 2);
    }
  }

  @Test
  void twoThousandCellsLeaveNoDescriptorAndNoThread() throws IOException {
    String before = shown(kernel.execute(DESCRIPTORS));
    long descriptors = count("/proc/self/fd");
    for (int i = 0; i < 2_000; i++) {
      kernel.execute("System.out.print(1); System.err.print(2);").stdout("1").stderr("2").ok();
    }
    assertNoMoreThan(before, shown(kernel.execute(DESCRIPTORS)));
    assertThat(count("/proc/self/fd")).isLessThanOrEqualTo(descriptors + 2);
  }

  @Test
  void sixHundredCellsWithALiveChildGiveEverythingBackWhenTheChildrenEnd() throws Exception {
    kernel.execute("var children = new ArrayList<Process>();").ok();
    String before = shown(kernel.execute(DESCRIPTORS));
    Cell[] cells = new Cell[600]; // an ordinary user's next pipes have 8 kB instead of 64
    for (int i = 0; i < cells.length; i++) {
      cells[i] =
          kernel.execute(
              "children.add(new ProcessBuilder(\"sh\", \"-c\", \"read x; echo $x\")"
                  + ".redirectOutput(ProcessBuilder.Redirect.INHERIT).start());");
    }
    String lines =
        IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    kernel
        .execute("for (int i = 0; i < 20_000; i++) System.out.println(\"line \" + i);")
        .stdout(lines)
        .ok();
    kernel
        .execute(
            "for (int i = 0; i < 600; i++) { var in = children.get(i).getOutputStream();"
                + " in.write((i + \"\\n\").getBytes()); in.close(); }"
                + " for (Process child : children) child.waitFor();")
        .ok();
    for (int i = 0; i < cells.length; i++) {
      cells[i].eventuallyStdout(i + "\n");
    }
    kernel.execute("children.clear(); System.gc();").ok();
    // The JDK keeps a thread for each child that it had, for a minute after the child's end.
    kernel
        .execute(
            "for (Thread each : Thread.getAllStackTraces().keySet())"
                + " if (each.getName().startsWith(\"process reaper\")) each.join(90_000);")
        .ok();
    assertNoMoreThan(before, shown(kernel.execute(DESCRIPTORS)));
  }
}
