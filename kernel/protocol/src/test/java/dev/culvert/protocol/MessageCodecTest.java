package dev.culvert.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

  private final MessageCodec codec = codec("secret");

  private static MessageCodec codec(String key) {
    try {
      return new MessageCodec("hmac-sha256", key);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  private static Message message() {
    Message request = Message.request("execute_request", "s1", Map.of("code", "\"ü€😀\\n\""));
    return new Message(
        List.of("who".getBytes(UTF_8)),
        request.header(),
        Map.of("msg_id", "parent"),
        Map.of("tag", true),
        request.content(),
        List.of(new byte[] {0, 1, -1}));
  }

  @Test
  void whatWasEncodedIsDecodedAgain() throws Exception {
    Message sent = message();

    Message got = codec.decode(codec.encode(sent));

    assertThat(got.identities()).containsExactly("who".getBytes(UTF_8));
    assertThat(got.header()).isEqualTo(sent.header());
    assertThat(got.parentId()).isEqualTo("parent");
    assertThat(got.metadata()).containsExactly(Map.entry("tag", true));
    assertThat(got.text("code")).isEqualTo("\"ü€😀\\n\"");
    assertThat(got.buffers()).containsExactly(new byte[] {0, 1, -1});
  }

  /** The signature of four fixed frames, by {@code printf '{}{}{}{}' | openssl dgst -hmac}. */
  @Test
  void theSignatureIsTheOneOpensslComputes() throws Exception {
    Message empty = new Message(List.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    String signature = new String(codec.encode(empty).get(1), UTF_8);

    assertThat(signature)
        .isEqualTo("34982f0bfec60e7b933ffde06c1ecab0fba073717a95ab943d1dd06f82c2d5e4");
  }

  @Test
  void aNullIsAValue() throws Exception {
    Map<String, Object> content = new java.util.HashMap<>();
    content.put("nothing", null);

    Message got = codec.decode(codec.encode(Message.request("t", "s", content)));

    assertThat(got.content()).containsEntry("nothing", null);
  }

  @Test
  void anEmptyKeyMeansUnsignedMessages() throws Exception {
    MessageCodec unsigned = codec("");

    List<byte[]> frames = unsigned.encode(message());

    assertThat(frames.get(2)).isEmpty();
    assertThat(unsigned.decode(frames).text("code")).isEqualTo("\"ü€😀\\n\"");
  }

  @Test
  void aWrongSignatureIsRefused() {
    assertThatThrownBy(() -> codec.decode(codec("other").encode(message())))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("wrong signature: the sender does not hold this kernel's key");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6})
  void aChangedPartIsRefused(int part) {
    List<byte[]> frames = new ArrayList<>(codec.encode(message()));
    frames.set(part, "{\"x\":1}".getBytes(UTF_8));

    assertThatThrownBy(() -> codec.decode(frames))
        .hasMessage("wrong signature: the sender does not hold this kernel's key");
  }

  @Test
  void framesWithoutADelimiterAreRefused() {
    assertThatThrownBy(() -> codec.decode(List.of(new byte[] {1}, new byte[0])))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("no <IDS|MSG> delimiter in 2 frames");
  }

  @ParameterizedTest
  @CsvSource({"2,0", "3,1", "6,4"})
  void framesThatAreCutShortAreRefused(int kept, int afterDelimiter) {
    List<byte[]> frames = codec.encode(message()).subList(0, kept);

    assertThatThrownBy(() -> codec.decode(frames))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("cut short: " + afterDelimiter + " frames after the delimiter, 5 needed");
  }

  @ParameterizedTest
  @CsvSource({"0,header", "1,parent_header", "2,metadata", "3,content"})
  void malformedJsonIsRefusedThoughItsSignatureIsRight(int part, String name) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add((i == part ? "{\"cut\":" : "{}").getBytes(UTF_8));
    }

    assertThatThrownBy(() -> codec.decode(signed(parts)))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("malformed JSON in the " + name);
  }

  @Test
  void jsonThatIsNoDictionaryIsRefused() {
    List<byte[]> parts = new ArrayList<>();
    for (String json : List.of("{}", "{}", "{}", "[1]")) {
      parts.add(json.getBytes(UTF_8));
    }

    assertThatThrownBy(() -> codec.decode(signed(parts)))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("malformed JSON in the content");
  }

  private static List<byte[]> signed(List<byte[]> parts) throws Exception {
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
    parts.forEach(mac::update);
    List<byte[]> frames = new ArrayList<>();
    frames.add("<IDS|MSG>".getBytes(UTF_8));
    frames.add(java.util.HexFormat.of().formatHex(mac.doFinal()).getBytes(UTF_8));
    frames.addAll(parts);
    return frames;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256", "hmac-rot13"})
  void anUnknownSchemeIsRefused(String scheme) {
    assertThatThrownBy(() -> new MessageCodec(scheme, "secret"))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("signature_scheme '" + scheme + "' is not known; expected hmac-sha256");
  }
}
