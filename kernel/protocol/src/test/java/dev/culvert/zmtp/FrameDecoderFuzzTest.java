package dev.culvert.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Frames in, frames out; and from any bytes frames or one {@link ZmtpException}. */
class FrameDecoderFuzzTest {

  @Property(tries = 300)
  void aMessageIsTheSameWhereverItsBytesAreCut(
      @ForAll("frames") List<byte[]> frames, @ForAll("cuts") List<Integer> cuts) throws Exception {
    byte[] bytes = bytes(Encoded.of(frames));
    FrameDecoder decoder = new FrameDecoder();
    List<byte[]> found = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < bytes.length; i++) {
      int length = Math.min(cuts.get(i % cuts.size()), bytes.length - from);
      ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
      for (Frame frame = decoder.next(in); frame != null; frame = decoder.next(in)) {
        found.add(frame.body());
        assertThat(frame.more()).isEqualTo(found.size() < frames.size());
        assertThat(frame.command()).isFalse();
      }
      assertThat(in.hasRemaining()).isFalse();
      from += length;
    }
    assertThat(found).usingElementComparator(Arrays::compare).isEqualTo(frames);
  }

  @Provide
  Arbitrary<List<byte[]>> frames() {
    // Around the lengths where a header changes its form, and where frames are no longer copied.
    Arbitrary<byte[]> frame =
        Arbitraries.integers()
            .between(0, 20_000)
            .edgeCases(edges -> edges.add(0, 1, 255, 256, 8_191, 8_192, 8_193))
            .map(FrameDecoderFuzzTest::ofLength);
    return frame.list().ofMinSize(1).ofMaxSize(6);
  }

  private static byte[] ofLength(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + length);
    }
    return bytes;
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 30_000).list().ofMinSize(1).ofMaxSize(20);
  }

  private static byte[] bytes(Encoded message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer part : message.parts()) {
      byte[] copy = new byte[part.remaining()];
      part.duplicate().get(copy);
      bytes.writeBytes(copy);
    }
    assertThat(message.length()).isEqualTo(bytes.size());
    return bytes.toByteArray();
  }

  @Property(tries = 2_000)
  void anyBytesAreFramesOrRefused(@ForAll byte[] bytes) {
    FrameDecoder decoder = new FrameDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      while (decoder.next(in) != null) {
        assertThat(in.position()).isPositive();
      }
      assertThat(in.hasRemaining()).isFalse();
    } catch (ZmtpException e) {
      assertThat(e).hasMessageStartingWith("a frame ");
    }
  }
}
