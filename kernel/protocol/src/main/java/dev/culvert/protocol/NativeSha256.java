package dev.culvert.protocol;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * SHA-256 by OpenSSL's libcrypto, which uses the processor's own instructions: ten times as quick
 * as what the JVM's first compiler makes of the platform's.
 *
 * <p>To find it takes some 40 ms of processor time, so it pays for much output only. Functions are
 * called by their names: to bind native methods to them costs as much again, and calls are few.
 * Linux alone is asked: macOS ends processes that load its copy. Hazard: a context is native
 * memory, so each hash makes one and frees it. Stateless, so any thread may call.
 */
final class NativeSha256 implements Hash {

  private static final String NEW = "libcrypto.so.3";
  private static final String OLD = "libcrypto.so.1.1";
  private static final int LENGTH = 32;

  /** Set, it keeps JNA from running {@code ldconfig}: the system finds libraries by itself. */
  private static final String LIBRARY_PATH = "jna.platform.library.path";

  private final Function newContext;
  private final Function freeContext;
  private final Function init;
  private final Function update;
  private final Function end;
  private final Pointer algorithm;

  private NativeSha256(NativeLibrary library) {
    newContext = library.getFunction("EVP_MD_CTX_new");
    freeContext = library.getFunction("EVP_MD_CTX_free");
    init = library.getFunction("EVP_DigestInit_ex");
    update = library.getFunction("EVP_DigestUpdate");
    end = library.getFunction("EVP_DigestFinal_ex");
    algorithm = library.getFunction("EVP_sha256").invokePointer(new Object[0]);
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
      List<ByteBuffer> sample =
          List.of(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2), ByteBuffer.allocate(1_000));
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
  public byte[] of(List<ByteBuffer> parts) {
    Pointer context = newContext.invokePointer(new Object[0]);
    if (context == null) {
      throw new OutOfMemoryError("no memory for a digest of libcrypto");
    }
    try {
      require(init, context, algorithm, null);
      for (ByteBuffer part : parts) {
        require(update, context, part.slice(), (long) part.remaining());
      }
      byte[] hash = new byte[LENGTH];
      require(end, context, hash, null);
      return hash;
    } finally {
      freeContext.invokeVoid(new Object[] {context});
    }
  }

  private static void require(Function function, Object... arguments) {
    if (function.invokeInt(arguments) != 1) {
      throw new IllegalStateException("libcrypto refuses SHA-256");
    }
  }
}
