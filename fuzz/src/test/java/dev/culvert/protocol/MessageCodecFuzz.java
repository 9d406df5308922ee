package dev.culvert.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** Whatever frames come, a message or one {@link ProtocolException} comes out. */
class MessageCodecFuzz {

  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes();
  private static final int MOST_FRAMES = 12;

  @FuzzTest(maxDuration = "5m")
  void framesAreAMessageOrRefused(FuzzedDataProvider data) throws ProtocolException {
    MessageCodec codec = new MessageCodec("hmac-sha256", data.consumeBoolean() ? "key" : "");
    List<byte[]> frames = new ArrayList<>();
    while (data.remainingBytes() > 0 && frames.size() < MOST_FRAMES) {
      boolean delimiter = data.consumeInt(0, 3) == 0;
      frames.add(delimiter ? DELIMITER : data.consumeBytes(data.consumeInt(0, 200)));
    }
    try {
      Message message = codec.decode(frames);
      assertThat(message.header()).isNotNull();
      assertThat(message.content()).isNotNull();
      Message again = codec.decode(codec.encode(message)); // what came can be sent on
      assertThat(again.content()).isEqualTo(message.content());
    } catch (ProtocolException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
