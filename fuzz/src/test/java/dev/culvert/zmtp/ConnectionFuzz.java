package dev.culvert.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/**
 * Whatever bytes a connection brings, frames and commands or one {@link ZmtpException} come out.
 */
class ConnectionFuzz {

  @FuzzTest(maxDuration = "5m")
  void bytesAreFramesOrRefused(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    FrameDecoder decoder = new FrameDecoder();
    try {
      if (!new Greeting().take(in)) {
        assertThat(in.hasRemaining()).isFalse();
        return;
      }
      for (Frame frame = decoder.next(in); frame != null; frame = decoder.next(in)) {
        if (frame.command()) {
          Command command = Command.of(frame.body());
          assertThat(command.body()).isEqualTo(frame.body());
          assertThat(command.properties()).doesNotContainValue(null);
        }
      }
      assertThat(in.hasRemaining()).isFalse();
    } catch (ZmtpException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
