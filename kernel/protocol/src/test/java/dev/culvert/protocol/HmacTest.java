package dev.culvert.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the platform's own. */
class HmacTest {

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"})
  void keysOfEveryLengthGiveWhatThePlatformGives(String algorithm) throws Exception {
    Random random = new Random(7);
    for (int length = 1; length < 200; length++) {
      byte[] key = new byte[length];
      byte[] first = new byte[random.nextInt(300)];
      byte[] second = new byte[random.nextInt(300)];
      random.nextBytes(key);
      random.nextBytes(first);
      random.nextBytes(second);
      Mac platform = Mac.getInstance("Hmac" + algorithm);
      platform.init(new SecretKeySpec(key, algorithm));
      platform.update(first);
      platform.update(second);
      Hmac ours = new Hmac(algorithm, key);
      byte[] expected = platform.doFinal();

      assertThat(ours.of(parts(first, second))).isEqualTo(expected);
      assertThat(ours.of(parts(first, second))).as("used again").isEqualTo(expected);
    }
  }

  @Test
  void largeMessagesAreSignedAlikeWhoeverHashesThem() throws Exception {
    byte[] key = "key".getBytes(UTF_8);
    Mac platform = Mac.getInstance("HmacSHA256");
    platform.init(new SecretKeySpec(key, "HmacSHA256"));
    Hmac ours = new Hmac("SHA256", key);
    byte[] large = new byte[1 << 20];
    Random random = new Random(7);
    for (int round = 0; round < 4; round++) { // one of them passes before a quicker hash is sought
      random.nextBytes(large);
      byte[] small = Arrays.copyOf(large, round);
      platform.update(small);
      assertThat(ours.of(parts(small, large))).isEqualTo(platform.doFinal(large));
      assertThat(ours.of(parts(small))).isEqualTo(platform.doFinal(small));
    }
  }

  @Test
  void libcryptoHashesWhatThePlatformHashes() throws Exception {
    Optional<Hash> libcrypto = NativeSha256.find();
    assumeTrue(libcrypto.isPresent(), "needs libcrypto: apt install libssl3");
    Hash platform = Hash.ofPlatform("SHA-256");
    Random random = new Random(7);
    for (int length = 0; length < 300; length++) {
      byte[] first = new byte[length];
      byte[] second = new byte[random.nextInt(300)];
      random.nextBytes(first);
      random.nextBytes(second);
      List<ByteBuffer> parts =
          List.of(
              ByteBuffer.wrap(first, length / 3, length / 2),
              ByteBuffer.wrap(second),
              ByteBuffer.allocate(0));
      assertThat(libcrypto.get().of(parts)).isEqualTo(platform.of(parts));
    }
  }

  private static List<ByteBuffer> parts(byte[]... parts) {
    return Arrays.stream(parts).map(ByteBuffer::wrap).toList();
  }

  @Test
  void anotherDigestIsRefused() {
    assertThatThrownBy(() -> new Hmac("SHA3-256", new byte[1]))
        .isInstanceOf(NoSuchAlgorithmException.class);
  }
}
