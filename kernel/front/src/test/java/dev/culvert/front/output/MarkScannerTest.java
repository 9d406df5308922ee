package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.worker.wire.Mark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkScannerTest {

  private static final byte[] SECRET =
      "\0secret-of-48-bytes-abcdefghijklmnopqrstuvwxyz-a".getBytes(ISO_8859_1);

  private static List<String> scan(byte[] input, int chunk) throws IOException {
    List<String> seen = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    MarkScanner scanner =
        new MarkScanner(
            SECRET,
            new MarkScanner.Sink() {
              @Override
              public void text(byte[] bytes, int offset, int length) {
                text.append(new String(bytes, offset, length, ISO_8859_1));
              }

              @Override
              public void mark(char kind, int moment) {
                seen.add(text.toString());
                text.setLength(0);
                seen.add("" + kind + moment);
              }
            });
    InputStream pipe =
        new ByteArrayInputStream(input) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, chunk));
          }
        };
    while (scanner.read(pipe) >= 0) {}
    seen.add(text.toString());
    return seen;
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object part : parts) {
      all.writeBytes(part instanceof byte[] raw ? raw : part.toString().getBytes(ISO_8859_1));
    }
    return all.toByteArray();
  }

  @Test
  void marksAreTakenOutHoweverTheReadsCutThem() throws IOException {
    byte[] input =
        bytes(
            "one",
            Mark.bytes(SECRET, Mark.REACHED, 1),
            Mark.bytes(SECRET, Mark.AWAIT, 0xabcdef),
            "two\0\0",
            Mark.bytes(SECRET, Mark.REACHED, -1),
            "\0secret-of");
    List<String> expected = List.of("one", "R1", "", "A11259375", "two\0\0", "R-1", "\0secret-of");
    for (int chunk = 1; chunk <= input.length; chunk++) {
      assertThat(scan(input, chunk)).as("reads of %s bytes", chunk).isEqualTo(expected);
    }
  }

  @Test
  void aMarkIsFoundBetweenBytesThatItBeginsWith() throws IOException {
    String zeros = "\0".repeat(1_000);
    byte[] input = bytes(zeros, Mark.bytes(SECRET, Mark.REACHED, 5), zeros);
    for (int chunk : new int[] {1, 7, 23, 47, 48, 49, 400, 1_023, 5_000}) {
      assertThat(scan(input, chunk)).containsExactly(zeros, "R5", zeros);
    }
  }

  @Test
  void whatOnlyLooksLikeAMarkIsText() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      ByteArrayOutputStream noise = new ByteArrayOutputStream();
      while (noise.size() < 300) {
        noise.write(SECRET, 0, random.nextInt(SECRET.length)); // a start, never the whole
        noise.write(random.nextInt(3));
      }
      String text = noise.toString(ISO_8859_1);
      assertThat(scan(noise.toByteArray(), 1 + random.nextInt(50))).containsExactly(text);
    }
  }
}
