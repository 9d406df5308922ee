package dev.culvert.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.NoSuchAlgorithmException;
import java.util.List;
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

      assertThat(ours.of(List.of(first, second))).isEqualTo(expected);
      assertThat(ours.of(List.of(first, second))).as("used again").isEqualTo(expected);
    }
  }

  @Test
  void anotherDigestIsRefused() {
    assertThatThrownBy(() -> new Hmac("SHA3-256", new byte[1]))
        .isInstanceOf(NoSuchAlgorithmException.class);
  }
}
