package dev.culvert.protocol;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A hash without a key of parts, one behind the other. Belongs to one thread at a time. */
interface Hash {

  byte[] of(List<ByteBuffer> parts);

  /**
   * One of the platform's.
   *
   * @param algorithm as {@code SHA-256}
   */
  static Hash ofPlatform(String algorithm) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    return parts -> {
      parts.forEach(part -> digest.update(part.duplicate()));
      return digest.digest();
    };
  }
}
