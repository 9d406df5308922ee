package dev.culvert.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever frames come, a message or one {@link ProtocolException} comes out. */
class MessageCodecFuzzTest {

  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes();

  private final MessageCodec signed = codec("key");
  private final MessageCodec unsigned = codec("");

  private static MessageCodec codec(String key) {
    try {
      return new MessageCodec("hmac-sha256", key);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<List<byte[]>> frames() {
    Arbitrary<byte[]> json =
        Arbitraries.of("{}", "{\"a\":", "[1]", "null", "{\"msg_id\":1}", "{\"x\":\"\\ud800\"}", "")
            .map(String::getBytes);
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    return Arbitraries.oneOf(json, bytes, Arbitraries.just(DELIMITER)).list().ofMaxSize(12);
  }

  @Property
  void framesAreAMessageOrRefused(@ForAll("frames") List<byte[]> frames) {
    assertThat(isMessage(signed, frames)).as("signed by nobody").isFalse();
    isMessage(unsigned, frames);
  }

  private static boolean isMessage(MessageCodec codec, List<byte[]> frames) {
    try {
      return codec.decode(frames).content() != null;
    } catch (ProtocolException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  @Property
  void aMessageComesBackAsItWas(
      @ForAll Map<String, String> content, @ForAll List<byte[]> buffers, @ForAll byte[] identity)
      throws ProtocolException {
    Map<String, Object> sent = Map.copyOf(withoutLoneSurrogates(content));
    Message message =
        new Message(List.of(identity), Map.of("msg_id", "1"), Map.of(), Map.of(), sent, buffers);

    Message received = signed.decode(signed.encode(message));

    assertThat(received.content()).isEqualTo(sent);
    assertThat(received.buffers()).hasSameSizeAs(buffers);
  }

  private static Map<String, String> withoutLoneSurrogates(Map<String, String> texts) {
    Map<String, String> clean = new java.util.HashMap<>();
    texts.forEach((key, value) -> clean.put(clean(key), clean(value)));
    return clean;
  }

  private static String clean(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Property
  void oneChangedByteIsRefused(@ForAll int position, @ForAll byte change) throws ProtocolException {
    List<byte[]> frames =
        new ArrayList<>(
            signed.encode(
                new Message(
                    List.of(),
                    Map.of("msg_id", "1"),
                    Map.of(),
                    Map.of(),
                    Map.of("code", "1 + 1"),
                    List.of())));
    int frame = 2 + Math.floorMod(position, 4);
    byte[] bytes = frames.get(frame).clone();
    bytes[Math.floorMod(position / 4, bytes.length)] ^= change;
    frames.set(frame, bytes);

    assertThat(isMessage(signed, frames)).isEqualTo(change == 0);
  }
}
