package dev.culvert.zmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTest {

  /** As RFC 37 draws them. */
  @ParameterizedTest
  @CsvSource({
    "0003616263, abc, false, false",
    "0103616263, abc, true, false",
    "0403616263, abc, false, true",
    "020000000000000003616263, abc, false, false",
    "0000, '', false, false"
  })
  void aFrameIsReadAsTheStandardHasIt(String hex, String body, boolean more, boolean command)
      throws Exception {
    Frame frame = new FrameDecoder().next(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    assertThat(new String(frame.body(), ISO_8859_1)).isEqualTo(body);
    assertThat(frame.more()).isEqualTo(more);
    assertThat(frame.command()).isEqualTo(command);
  }

  @ParameterizedTest
  @CsvSource({
    "08, a frame with the unknown flags 8",
    "02ffffffffffffffff, 'a frame of 18446744073709551615 bytes; 2147483639 are the most'",
    "020000000080000000, 'a frame of 2147483648 bytes; 2147483639 are the most'",
    "060000000000010001, 'a frame of 65537 bytes; 65536 are the most'"
  })
  void whatIsNoFrameIsRefused(String hex, String message) {
    assertThatThrownBy(() -> new FrameDecoder().next(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
        .isInstanceOf(ZmtpException.class)
        .hasMessage(message);
  }

  @Test
  void aLengthThatIsALieCostsNothing() throws Exception {
    List<FrameDecoder> decoders = new ArrayList<>(); // two hundred gigabytes, were they believed
    for (int i = 0; i < 100; i++) {
      FrameDecoder decoder = new FrameDecoder();
      assertThat(decoder.next(ByteBuffer.wrap(HexFormat.of().parseHex("020000000070000000aa"))))
          .isNull();
      decoders.add(decoder);
    }
    assertThat(decoders).hasSize(100);
  }
}
