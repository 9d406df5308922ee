package dev.culvert.front.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.OfClass.class)
class WriteBehindTest {

  @Test
  void bytesComeOutInTheirOrder() throws IOException {
    Random random = new Random(17);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (WriteBehind writeBehind = new WriteBehind(file)) {
      for (int i = 0; i < 200; i++) {
        byte[] bytes = new byte[random.nextInt(i % 20 == 0 ? 900_000 : 9_000)];
        random.nextBytes(bytes);
        int offset = bytes.length / 3;
        writeBehind.write(bytes, offset, bytes.length - offset);
        expected.write(bytes, offset, bytes.length - offset);
        if (i % 50 == 0) {
          writeBehind.flush();
          assertThat(file.size()).isEqualTo(expected.size());
          assertThat(writeBehind.written()).isEqualTo(expected.size());
        }
      }
    }
    assertThat(file.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void whoFillsGoesOnWhileTheFileIsSlow() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream file =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] buffer, int offset, int length) {
            try {
              slow.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            bytes.write(buffer, offset, length);
          }
        };
    try (WriteBehind writeBehind = new WriteBehind(file)) {
      writeBehind.write(new byte[500_000], 0, 500_000); // one buffer is on its way, one is filled
      assertThat(writeBehind.written()).isZero();
      slow.countDown();
    }
    assertThat(bytes.size()).isEqualTo(500_000);
  }

  @Test
  void aFailureIsToldOfAndNothingComesAfterIt() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] buffer, int offset, int length) throws IOException {
            if (bytes.size() > 0) {
              throw new IOException("No space left on device");
            }
            bytes.write(buffer, offset, length);
          }
        };
    WriteBehind writeBehind = new WriteBehind(full);
    writeBehind.write(new byte[1_000], 0, 1_000);
    writeBehind.flush();
    writeBehind.write(new byte[10], 0, 10);
    assertThatThrownBy(writeBehind::flush).hasMessage("No space left on device");
    assertThatThrownBy(writeBehind::flush).hasMessage("No space left on device");
    assertThatThrownBy(writeBehind::close).hasMessage("No space left on device");
    assertThat(writeBehind.written()).isEqualTo(1_000);
    assertThat(bytes.size()).isEqualTo(1_000);
  }
}
