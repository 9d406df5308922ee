package dev.culvert.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * A keyed hash of messages, as in RFC 2104, on the platform's digests.
 *
 * <p>{@code javax.crypto.Mac} computes the same. To find it, the platform loads nearly all of its
 * security providers, which costs a kernel 20 to 40 ms of its start; a digest is in the first one.
 *
 * <p>Not thread safe.
 */
final class Hmac {

  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest digest;
  private final byte[] inner; // the key, filled up to a block of the digest and XORed
  private final byte[] outer;

  /**
   * @param algorithm the digest without its hyphen, as {@code SHA256}
   * @throws NoSuchAlgorithmException when it is not one of MD5, SHA1 and the SHA-2 family
   */
  Hmac(String algorithm, byte[] key) throws NoSuchAlgorithmException {
    int block = blockLength(algorithm);
    digest = MessageDigest.getInstance(algorithm.replace("SHA", "SHA-"));
    byte[] fitting = key.length > block ? digest.digest(key) : key;
    inner = padded(fitting, block, INNER);
    outer = padded(fitting, block, OUTER);
  }

  /** In bytes, as in RFC 1321 and FIPS 180-4. */
  private static int blockLength(String algorithm) throws NoSuchAlgorithmException {
    return switch (algorithm) {
      case "MD5", "SHA1", "SHA224", "SHA256" -> 64;
      case "SHA384", "SHA512" -> 128;
      default -> throw new NoSuchAlgorithmException(algorithm);
    };
  }

  private static byte[] padded(byte[] key, int length, byte mask) {
    byte[] padded = Arrays.copyOf(key, length);
    for (int i = 0; i < length; i++) {
      padded[i] ^= mask;
    }
    return padded;
  }

  /** The hash of the parts, one behind the other. */
  byte[] of(List<byte[]> parts) {
    digest.update(inner);
    parts.forEach(digest::update);
    byte[] hash = digest.digest();
    digest.update(outer);
    return digest.digest(hash);
  }
}
