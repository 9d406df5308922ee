package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTest {

  /** What the tail holds, as {@code o} or {@code e} before each byte. */
  private static String take(Tail tail) {
    StringBuilder all = new StringBuilder();
    StreamName before = null;
    for (Tail.Part part : tail.take()) {
      assertThat(part.stream()).as("neighbours of one stream are one part").isNotEqualTo(before);
      before = part.stream();
      all.append(tagged(part.stream(), new String(part.bytes(), ISO_8859_1)));
    }
    return all.toString();
  }

  private static String tagged(StreamName stream, String text) {
    return text.replaceAll("(?s)(.)", stream == StreamName.STDOUT ? "o$1" : "e$1");
  }

  @Test
  void theLastBytesStayInOrderAndTheOthersAreCounted() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      int capacity = random.nextInt(40);
      Tail tail = new Tail(capacity);
      StringBuilder all = new StringBuilder();
      long gone = 0;
      for (int i = random.nextInt(30); i > 0; i--) {
        StreamName stream = random.nextBoolean() ? StreamName.STDOUT : StreamName.STDERR;
        String text = "abcdefghijklmnopqrstuvwxyz".repeat(4).substring(0, random.nextInt(90));
        byte[] bytes = ("<" + text + ">").getBytes(ISO_8859_1);
        gone += tail.add(stream, bytes, 1, text.length());
        all.append(tagged(stream, text));
      }
      int left = Math.min(capacity, all.length() / 2);
      assertThat(gone).isEqualTo(all.length() / 2 - left);
      assertThat(tail.isCut()).isEqualTo(gone > 0);
      assertThat(take(tail)).isEqualTo(all.substring(all.length() - 2 * left));
      assertThat(tail.isEmpty()).isTrue();
    }
  }

  @Test
  void whatWasTakenLeavesSoMuchLessRoom() {
    Tail tail = new Tail(10);
    tail.add(StreamName.STDOUT, "abcdef".getBytes(ISO_8859_1), 0, 6);
    assertThat(take(tail)).isEqualTo("oaobocodoeof");
    assertThat(tail.add(StreamName.STDERR, "ghijkl".getBytes(ISO_8859_1), 0, 6)).isEqualTo(2);
    assertThat(tail.isCut()).isTrue();
    assertThat(take(tail)).isEqualTo("eiejekel");
    assertThat(tail.isCut()).isFalse();
    assertThat(tail.add(StreamName.STDOUT, "m".getBytes(ISO_8859_1), 0, 1)).isEqualTo(1);
    assertThat(tail.isEmpty()).isTrue();
  }
}
