package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8JoinerTest {

  private static String join(byte[] bytes, int chunk) {
    Utf8Joiner joiner = new Utf8Joiner();
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; at += chunk) {
      text.append(UTF_8.decode(joiner.add(bytes, at, Math.min(chunk, bytes.length - at))));
    }
    return text.append(UTF_8.decode(joiner.end())).toString();
  }

  @Test
  void textIsTheSameHoweverItWasCut() {
    String text = "a\u00e9\u20ac\ud83d\ude00 end";
    byte[] bytes = text.getBytes(UTF_8);
    for (int chunk = 1; chunk <= bytes.length; chunk++) {
      assertThat(join(bytes, chunk)).as("pieces of %s", chunk).isEqualTo(text);
    }
  }

  @Test
  void invalidAndUnfinishedBytesBecomeReplacementCharacters() {
    byte[] bytes = {'a', (byte) 0xc3, '(', (byte) 0xff, (byte) 0xf0, (byte) 0x9f};
    for (int chunk = 1; chunk <= bytes.length; chunk++) {
      assertThat(join(bytes, chunk)).isEqualTo("a\ufffd(\ufffd\ufffd");
    }
  }
}
