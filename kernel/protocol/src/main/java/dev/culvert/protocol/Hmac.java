package dev.culvert.protocol;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A keyed hash of messages, as in RFC 2104, on the platform's digests, and on a quicker one once
 * there was much to sign ({@link NativeSha256}).
 *
 * <p>{@code javax.crypto.Mac} computes the same. To find it, the platform loads nearly all of its
 * security providers, which costs a kernel 20 to 40 ms of its start; a digest is in the first one.
 *
 * <p>Not thread safe.
 */
final class Hmac {

  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private static final int LONG = 32 << 10; // bytes of a message that is part of a flood
  private static final int MUCH = 1 << 20; // bytes of such messages

  private final ByteBuffer inner; // the key, filled up to a block of the digest and XORed
  private final ByteBuffer outer;
  private Hash hash;
  private long untilNative; // bytes of long messages; 0 or less when nothing quicker is to be had

  /**
   * @param algorithm the digest without its hyphen, as {@code SHA256}
   * @throws NoSuchAlgorithmException when it is not one of MD5, SHA1 and the SHA-2 family
   */
  Hmac(String algorithm, byte[] key) throws NoSuchAlgorithmException {
    int block = blockLength(algorithm);
    hash = Hash.ofPlatform(algorithm.replace("SHA", "SHA-"));
    untilNative = algorithm.equals("SHA256") ? MUCH : 0;
    byte[] fitting = key.length > block ? hash.of(List.of(ByteBuffer.wrap(key))) : key;
    inner = ByteBuffer.wrap(padded(fitting, block, INNER));
    outer = ByteBuffer.wrap(padded(fitting, block, OUTER));
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
  byte[] of(List<ByteBuffer> parts) {
    List<ByteBuffer> all = new ArrayList<>(parts.size() + 1);
    all.add(inner);
    all.addAll(parts);
    byte[] signature = hash.of(List.of(outer, ByteBuffer.wrap(hash.of(all))));
    if (untilNative > 0) {
      count(parts);
    }
    return signature;
  }

  private void count(List<ByteBuffer> parts) {
    long length = parts.stream().mapToLong(ByteBuffer::remaining).sum();
    untilNative -= length < LONG ? 0 : length;
    if (untilNative <= 0) {
      hash = NativeSha256.find().orElse(hash);
    }
  }
}
