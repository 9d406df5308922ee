package dev.culvert.protocol;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * SHA-256 by OpenSSL's libcrypto, which uses the processor's own instructions: ten times as quick
 * as what the JVM's first compiler makes of the platform's.
 *
 * <p>To find it takes 0.1 s of processor time, so it pays for much output only. Linux alone is
 * asked: macOS ends processes that load its copy. Hazard: a context is native memory, so each hash
 * makes one and frees it. Stateless, so any thread may call.
 */
final class NativeSha256 implements Hash {

  private static final String NEW = "libcrypto.so.3";
  private static final String OLD = "libcrypto.so.1.1";
  private static final int LENGTH = 32;

  /** Set, it keeps JNA from running {@code ldconfig}: the system finds libraries by itself. */
  private static final String LIBRARY_PATH = "jna.platform.library.path";

  private NativeSha256(NativeLibrary library) {
    Native.register(NativeSha256.class, library);
  }

  /**
   * Empty where the system has none, it does not compute what the platform computes, or Java would
   * warn the user of native calls.
   */
  static Optional<Hash> find() {
    try {
      if (!System.getProperty("os.name").equals("Linux") || !isAllowed()) {
        return Optional.empty();
      }
      Hash found = new NativeSha256(library());
      List<byte[]> sample = List.of(new byte[] {1, 2, 3}, new byte[1_000]);
      boolean right = Arrays.equals(found.of(sample), Hash.ofPlatform("SHA-256").of(sample));
      return right ? Optional.of(found) : Optional.empty();
    } catch (LinkageError
        | IllegalStateException
        | GeneralSecurityException
        | ReflectiveOperationException e) {
      System.getLogger(NativeSha256.class.getName())
          .log(System.Logger.Level.DEBUG, "large messages are signed without libcrypto", e);
      return Optional.empty();
    }
  }

  /** Java warns from 24 on where {@code --enable-native-access} is missing. */
  private static boolean isAllowed() throws ReflectiveOperationException {
    Module ours = NativeSha256.class.getModule();
    return Runtime.version().feature() < 24
        || (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(ours);
  }

  private static NativeLibrary library() {
    boolean ours = System.getProperty(LIBRARY_PATH) == null;
    if (ours) {
      System.setProperty(LIBRARY_PATH, "");
    }
    try {
      return NativeLibrary.getInstance(NEW);
    } catch (UnsatisfiedLinkError e) {
      return NativeLibrary.getInstance(OLD);
    } finally {
      if (ours) {
        System.clearProperty(LIBRARY_PATH);
      }
    }
  }

  @Override
  public byte[] of(List<byte[]> parts) {
    Pointer context = EVP_MD_CTX_new();
    if (context == null) {
      throw new OutOfMemoryError("no memory for a digest of libcrypto");
    }
    try {
      require(EVP_DigestInit_ex(context, EVP_sha256(), null));
      for (byte[] part : parts) {
        require(EVP_DigestUpdate(context, part, part.length));
      }
      byte[] hash = new byte[LENGTH];
      require(EVP_DigestFinal_ex(context, hash, null));
      return hash;
    } finally {
      EVP_MD_CTX_free(context);
    }
  }

  private static void require(int result) {
    if (result != 1) {
      throw new IllegalStateException("libcrypto refuses SHA-256");
    }
  }

  private static native Pointer EVP_MD_CTX_new();

  private static native void EVP_MD_CTX_free(Pointer context);

  private static native Pointer EVP_sha256();

  private static native int EVP_DigestInit_ex(Pointer context, Pointer type, Pointer engine);

  private static native int EVP_DigestUpdate(Pointer context, byte[] data, long length);

  private static native int EVP_DigestFinal_ex(Pointer context, byte[] hash, Pointer length);
}
