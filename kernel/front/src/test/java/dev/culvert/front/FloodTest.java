package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.client.Channel;
import dev.culvert.front.output.Size;
import dev.culvert.protocol.Message;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More output than a notebook can show: nothing is lost, and nothing is left out in silence. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class FloodTest {

  private static final int LIMIT = 100_000;
  private static final int TAIL = LIMIT / 4;
  private static final Pattern NOTICE =
      Pattern.compile("\\[(\\S+ \\S+) of (\\S+ \\S+) are left out here\\. Whole output: (\\S+)\\]");

  @RegisterExtension
  static final SharedKernel KERNEL =
      new SharedKernel(() -> new InProcessKernel(InProcessKernel.output(LIMIT)));

  private final TestKernel kernel = KERNEL.client();

  @Test
  void ofAFloodBeginningAndEndAreShownAndAFileHasAllOfIt() throws IOException {
    Cell cell = kernel.execute(child("seq 1 3000000"));
    String text = cell.written("stdout");
    assertThat(text).startsWith("1\n2\n3\n").endsWith("\n2999999\n3000000\n");
    assertThat(text).hasSizeBetween(LIMIT - TAIL - 10, LIMIT);
    int[] numbers = text.lines().mapToInt(Integer::parseInt).toArray();
    long gaps =
        IntStream.range(1, numbers.length).filter(i -> numbers[i] != numbers[i - 1] + 1).count();
    assertThat(gaps).as("a cut line would be a second one").isEqualTo(1);
    assertThat(cell.order())
        .startsWith("stdout", "display_data")
        .endsWith("stdout", "execute_result");

    Matcher notice = lastNotice(cell);
    assertThat(notice.group(2)).isEqualTo("22.9 MB");
    Path file = file(notice);
    assertThat(Files.readString(file)).isEqualTo(lines(3_000_000));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(lastShown(cell).get("text/html").toString())
        .contains("<a href=\"target/output/culvert-cell-");
  }

  @Test
  void theFirstOfJavasOwnPrintsAndTheLastAreShownInWholeLines() {
    Cell cell = kernel.execute("for (int i = 1; i <= 50_000; i++) System.out.println(i);");
    String text = cell.written("stdout");
    assertThat(text).startsWith("1\n2\n").endsWith("\n50000\n");
    String first = firstStream(cell);
    assertThat(first).endsWith("\n");
  }

  @Test
  void whatFitsBeginningAndEndTogetherIsShownWithoutAWord() {
    String expected = "x".repeat(LIMIT);
    kernel.execute("System.out.print(\"x\".repeat(" + LIMIT + "));").stdout(expected).ok();
  }

  @Test
  void aFloodThatBeginsAfterItsCellEndedShowsItsEndWhenItFallsSilent() throws IOException {
    Cell late =
        kernel.execute(
            "var go = new CountDownLatch(1); new Thread(() -> { try { go.await(); } catch"
                + " (InterruptedException e) { return; } for (int i = 1; i <= 60_000; i++)"
                + " System.out.println(i); }).start();");
    kernel.execute("go.countDown();").ok();
    late.eventually("stdout", text -> text.endsWith("\n60000\n"));
    assertThat(late.written("stdout")).startsWith("1\n2\n").hasSizeLessThanOrEqualTo(LIMIT);
    assertThat(Files.readString(file(lastNotice(late)))).isEqualTo(lines(60_000));
  }

  @Test
  void aClearedCellMayFillItsLimitAgain() {
    String line = "y".repeat(LIMIT / 2);
    Cell cell =
        kernel.execute(
            "for (int i = 0; i < 5; i++) { clearOutput(); System.out.print(\"y\".repeat("
                + LIMIT / 2
                + ")); }");
    assertThat(cell.written("stdout")).isEqualTo(line.repeat(5));
    assertThat(cell.of("display_data")).isEmpty();
  }

  @Test
  void charactersAreWholeWhereOutputIsCut() {
    Cell cell = kernel.execute("System.out.print(\"\\ud83d\\ude00\".repeat(100_000));");
    assertThat(cell.written("stdout")).doesNotContain("\ufffd").matches("(\ud83d\ude00)+");
  }

  @Test
  void theKernelAnswersWhileACellFloods() throws Exception {
    Cell cell = kernel.submit("while (true) System.out.println(\"flood\");");
    cell.eventually("display_data");
    Message answer = kernel.client().request(Channel.SHELL, "kernel_info_request", Map.of());
    assertThat(answer.text("status")).isEqualTo("ok");
    kernel.client().interrupt();
    cell.await(Duration.ofSeconds(30));
    assertThat(cell.of("error").get(0).text("ename")).isEqualTo("Interrupted");
    kernel.execute("6 * 7").result("42").ok();
  }

  @Test
  void whoFloodsWithDisplaysWaitsAndMayBeInterrupted() throws Exception {
    Cell cell = kernel.submit("int shown = 0; while (true) { display(\"d\"); shown++; }");
    cell.eventually("display_data");
    Message answer = kernel.client().request(Channel.SHELL, "kernel_info_request", Map.of());
    assertThat(answer.text("status")).isEqualTo("ok");
    kernel.client().interrupt();
    cell.await(Duration.ofSeconds(30));
    assertThat(cell.of("error").get(0).text("ename")).isEqualTo("Interrupted");
    String shown = kernel.execute("shown").value();
    assertThat(cell.of("display_data"))
        .hasSizeBetween(Integer.parseInt(shown), Integer.parseInt(shown) + 1);
  }

  @Test
  void withoutALimitAllIsShownAtAPaceThatServersLetThrough() {
    try (InProcessKernel unlimited = new InProcessKernel(InProcessKernel.output(Size.NONE))) {
      String expected = lines(450_000); // more than the window takes at once
      unlimited
          .client()
          .execute("for (int i = 1; i <= 450_000; i++) System.out.println(i);")
          .stdout(expected)
          .ok();
    }
  }

  private static String child(String command) {
    return "new ProcessBuilder(\"sh\", \"-c\", \"" + command + "\").inheritIO().start().waitFor();";
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static String firstStream(Cell cell) {
    StringBuilder text = new StringBuilder();
    for (Message message : cell.messages()) {
      if (message.type().equals("display_data")) {
        break;
      }
      text.append(message.type().equals("stream") ? message.text("text") : "");
    }
    return text.toString();
  }

  private static Map<?, ?> lastShown(Cell cell) {
    List<Message> shown =
        cell.messages().stream().filter(m -> m.type().contains("display_data")).toList();
    assertThat(shown).isNotEmpty();
    return (Map<?, ?>) shown.get(shown.size() - 1).content().get("data");
  }

  private static Matcher lastNotice(Cell cell) {
    Matcher matcher = NOTICE.matcher(lastShown(cell).get("text/plain").toString());
    assertThat(matcher.matches()).as(matcher.toString()).isTrue();
    return matcher;
  }

  private static Path file(Matcher notice) {
    return Path.of(notice.group(3));
  }
}
