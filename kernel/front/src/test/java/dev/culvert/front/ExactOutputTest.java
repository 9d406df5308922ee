package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.front.output.OutputOptions;
import dev.culvert.front.output.Size;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts come as they were written, with limit and pace off. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExactOutputTest {

  private InProcessKernel started;
  private TestKernel kernel;

  @BeforeAll
  void start() {
    started =
        new InProcessKernel(
            new OutputOptions(
                Size.NONE, false, Path.of("target", "output"), Duration.ofDays(7), Size.NONE));
    kernel = started.client();
  }

  @AfterAll
  void end() {
    started.close();
  }

  /** Written as Java escapes, on both sides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no end of a line       | end                       | end",
        "carriage returns       | 1%\\r50%\\r100%           | 1%\\r50%\\r100%",
        "colours                | \\u001b[31mred\\u001b[0m  | \\u001b[31mred\\u001b[0m",
        "a bell and a null      | \\u0007\\u0000            | \\u0007\\u0000",
        "a lone high surrogate  | a\\ud83db                 | a\\ufffdb",
        "a lone low surrogate   | a\\ude00b                 | a\\ufffdb",
        "a high one at the end  | a\\ud83d                  | a\\ufffd",
        "a pair                 | \\ud83d\\ude00            | \\ud83d\\ude00",
        "quotes and backslashes | \\\"\\\\n\\\\             | \\\"\\\\n\\\\",
        "separators of JSON     | \\u2028\\u2029            | \\u2028\\u2029"
      })
  void everyTextIsExact(String what, String printed, String shown) {
    kernel.execute("System.out.print(\"" + printed + "\");").stdout(unescaped(shown)).ok();
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\u", i)) {
        plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else if (text.charAt(i) == '\\') {
        plain.append(text.substring(i, i + 2).translateEscapes());
        i++;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }

  @Test
  void aLineOfTenMegabytesOfManyByteCharactersIsWhole() {
    Cell cell = kernel.execute("System.out.println(\"\\u20ac\".repeat(3_500_000));");
    String text = cell.written("stdout");
    assertThat(text.length()).isEqualTo(3_500_001);
    assertThat(text.equals("\u20ac".repeat(3_500_000) + "\n")).isTrue();
  }

  /** The first one shifts the others, which are two characters for Java, by one. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"``, ``", "x, x", "\\u00e9, \\u00e9", "\\ud83d, \\ufffd"})
  void aLongTextIsWholeWhereverItIsCut(String first, String shown) {
    String emoji = "\\ud83d\\ude00";
    Cell cell =
        kernel.execute(
            "System.out.print(\"%s\" + \"%s\".repeat(99_999) + \"end\".repeat(99_999));"
                .formatted(first, emoji));
    String expected = unescaped(shown) + unescaped(emoji).repeat(99_999) + "end".repeat(99_999);
    assertThat(cell.written("stdout").equals(expected)).isTrue();
  }

  @Test
  void aChildThatFloodsIsReadWhole() {
    Cell cell =
        kernel.execute(
            "new ProcessBuilder(\"sh\", \"-c\", \"head -c 20000000 /dev/zero | tr '\\\\0' x\")"
                + ".inheritIO().start().waitFor();");
    assertThat(cell.written("stdout").equals("x".repeat(20_000_000))).isTrue();
  }

  @Test
  void linesOfManyThreadsAreWholeAndInEachThreadsOrder() {
    int threads = 16;
    int lines = 3_000;
    Cell cell =
        kernel.execute(
            "var all = new ArrayList<Thread>(); for (int t = 0; t < "
                + threads
                + "; t++) { int me = t; var thread = new Thread(() -> { for (int i = 0; i < "
                + lines
                + "; i++) System.out.println(me + \" \" + i); }); all.add(thread);"
                + " thread.start(); } for (Thread thread : all) thread.join();");
    int[] next = new int[threads];
    cell.written("stdout")
        .lines()
        .forEach(
            line -> {
              String[] parts = line.split(" ");
              assertThat(Integer.parseInt(parts[1])).isEqualTo(next[Integer.parseInt(parts[0])]++);
            });
    assertThat(IntStream.of(next)).containsOnly(lines).hasSize(threads);
  }
}
