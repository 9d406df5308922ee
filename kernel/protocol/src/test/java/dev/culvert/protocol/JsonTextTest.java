package dev.culvert.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read back by what reads every other message. */
class JsonTextTest {

  private static String read(JsonText text) throws Exception {
    Map<String, Object> content = Map.of("text", text);
    Message message = new Message(List.of(), Map.of(), Map.of(), Map.of(), content, List.of());
    int length = text.length();
    ByteBuffer json = MessageCodec.serialize(message).dictionaries().get(3);
    assertThat(json.remaining()).isEqualTo("{\"text\":\"\"}".length() + length);
    return (String) JSON.std.mapFrom(UTF_8.decode(json).toString()).get("text");
  }

  private static JsonText of(byte[]... pieces) {
    JsonText text = new JsonText(1);
    for (byte[] piece : pieces) {
      text.append(piece, 0, piece.length);
    }
    return text;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a line\n",
        "\"quotes\" and \\ backslashes \\",
        "\u0000\u0001\b\t\n\u000b\f\r\u001b[31m\u001f\u007f",
        "\u00e4\u20ac\ud83d\ude00 among \"others\"\n",
        "\u2028\u2029\ufffd"
      })
  void aTextIsReadBackAsItWas(String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(read(of(bytes))).isEqualTo(text);
    assertThat(read(of(bytes, bytes, bytes))).isEqualTo(text.repeat(3));
    String large = text.repeat(20_000);
    assertThat(read(of(large.getBytes(UTF_8)))).isEqualTo(large);
  }

  /** Eight bytes are looked at together, so each place among them counts. */
  @Test
  void aCharacterIsEscapedWhereverItStands() throws Exception {
    for (char c = 0; c < 0x100; c++) {
      for (int before = 0; before < 17; before++) {
        String text = "~".repeat(before) + c + " ".repeat(16 - before) + c + c;
        assertThat(read(of(text.getBytes(UTF_8)))).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stdout", "a name that is longer than what stands before a text in a message"})
  void whatElseAMessageSaysStandsBesideIt(String name) throws Exception {
    JsonText text = of("a \"line\"\n".getBytes(UTF_8));
    Map<String, Object> content = Map.of("name", name, "text", text, "more", List.of(1));
    Message message = new Message(List.of(), Map.of(), Map.of(), Map.of(), content, List.of());
    ByteBuffer json = MessageCodec.serialize(message).dictionaries().get(3);
    assertThat(JSON.std.mapFrom(UTF_8.decode(json).toString()))
        .isEqualTo(Map.of("name", name, "text", "a \"line\"\n", "more", List.of(1)));
  }

  @Test
  void aPartOfAnArrayIsTaken() throws Exception {
    JsonText text = new JsonText(100);
    text.append("abc\n\u00e4".getBytes(UTF_8), 1, 3);
    assertThat(read(text)).isEqualTo("bc\n");
  }

  @Test
  void bytesThatAreNoTextAreReadAsTheJdkReadsThem() throws Exception {
    Random random = new Random(11);
    byte[] some = {'a', '"', '\\', '\n', 0, (byte) 0xc3, (byte) 0xa4, (byte) 0xff, (byte) 0xed};
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = some[random.nextInt(some.length)];
      }
      assertThat(read(of(bytes))).as(Arrays.toString(bytes)).isEqualTo(new String(bytes, UTF_8));
    }
  }
}
