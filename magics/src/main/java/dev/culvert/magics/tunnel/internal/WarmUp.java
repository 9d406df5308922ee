package dev.culvert.magics.tunnel.internal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Does, beside the opening of a JVM's first tunnel, what is slow until the JVM has compiled it.
 *
 * <p>First the pair of keys that the first {@link EarlyExchange} will use. Then AES-GCM, until the
 * JVM compiles it with the processor's own instructions. Without, the first 100 MiB through a
 * tunnel go through Java's tables, at a tenth of the speed. The JVM counts calls and not bytes, so
 * small packets do; half a second of one core. All of it once in a JVM, on a daemon thread of the
 * lowest priority.
 */
final class WarmUp {

  private static final int PACKETS = 3_000;
  private static final int PACKET = 1024;
  private static final int TAG = 16;

  private WarmUp() {}

  /** Starts it, the first time. */
  static void start() {
    Once.started();
  }

  private static final class Once {
    static {
      Thread thread = new Thread(Once::run, "tunnel-warm-up");
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      thread.start();
    }

    private static void started() {
      // Loading this class did it.
    }

    private static void run() {
      SshSecurity.prepare();
      EarlyExchange.makeFirstPair();
      useAes();
    }

    private static void useAes() {
      try {
        SecretKeySpec key = new SecretKeySpec(new byte[16], "AES"); // of no use to anybody
        Cipher encrypting = Cipher.getInstance("AES/GCM/NoPadding");
        Cipher decrypting = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] packet = new byte[Integer.BYTES + PACKET + TAG];
        byte[] iv = new byte[12];
        for (int i = 1; i <= PACKETS; i++) {
          iv[0] = (byte) i;
          iv[1] = (byte) (i >> 8);
          GCMParameterSpec nonce = new GCMParameterSpec(TAG * Byte.SIZE, iv);
          encrypting.init(Cipher.ENCRYPT_MODE, key, nonce);
          encrypting.updateAAD(packet, 0, Integer.BYTES);
          encrypting.doFinal(packet, Integer.BYTES, PACKET, packet, Integer.BYTES);
          decrypting.init(Cipher.DECRYPT_MODE, key, nonce);
          decrypting.updateAAD(packet, 0, Integer.BYTES);
          decrypting.doFinal(packet, Integer.BYTES, PACKET + TAG, packet, Integer.BYTES);
        }
      } catch (GeneralSecurityException e) {
        return; // a JVM without AES-GCM: the session will choose another cipher
      }
    }
  }
}
