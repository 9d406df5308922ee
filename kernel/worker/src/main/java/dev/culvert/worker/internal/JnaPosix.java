package dev.culvert.worker.internal;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.culvert.worker.Posix;
import java.io.IOException;

/** {@link Posix} by direct mapping. Stateless, so any thread may call. */
public final class JnaPosix implements Posix {

  private static final int OWNER_READ_WRITE = 0600;
  private static final int WRITE_ONLY = 1;
  private static final int CLOSE_ON_EXEC = Platform.isMac() ? 0x1000000 : 02000000;

  /** Set, it keeps JNA from running {@code ldconfig} to learn where libraries may be. */
  private static final String LIBRARY_PATH = "jna.platform.library.path";

  static {
    boolean ours = System.getProperty(LIBRARY_PATH) == null;
    if (ours) {
      System.setProperty(LIBRARY_PATH, "");
    }
    Native.register(JnaPosix.class, NativeLibrary.getProcess()); // the C library is loaded already
    if (ours) {
      System.clearProperty(LIBRARY_PATH); // a cell may use JNA too, and need the places
    }
  }

  @Override
  public void makePipe(String path) throws IOException {
    call("mkfifo " + path, () -> mkfifo(path, OWNER_READ_WRITE));
  }

  @Override
  public int openForWriting(String path) throws IOException {
    return call("open " + path, () -> open(path, WRITE_ONLY | CLOSE_ON_EXEC));
  }

  @Override
  public void duplicate(int fd, int target) throws IOException {
    call("dup2 " + fd + " to " + target, () -> dup2(fd, target));
  }

  @Override
  public void close(int fd) throws IOException {
    call("close " + fd, () -> close0(fd));
  }

  @Override
  public void changeFolder(String path) throws IOException {
    call("chdir " + path, () -> chdir(path));
  }

  @Override
  public void flushAll() {
    fflush(null);
  }

  private interface Call {
    int run() throws LastErrorException;
  }

  private static int call(String what, Call call) throws IOException {
    try {
      return call.run();
    } catch (LastErrorException e) {
      throw new IOException(what + ": " + e.getMessage(), e);
    }
  }

  private static int close0(int fd) {
    return NativeClose.close(fd);
  }

  private static native int mkfifo(String path, int mode) throws LastErrorException;

  private static native int open(String path, int flags) throws LastErrorException;

  private static native int dup2(int fd, int target) throws LastErrorException;

  private static native int chdir(String path) throws LastErrorException;

  private static native int fflush(Pointer stream);

  /** Apart, because {@code close(int)} would clash with {@link Posix#close}. */
  private static final class NativeClose {
    static {
      Native.register(NativeClose.class, NativeLibrary.getProcess());
    }

    static native int close(int fd) throws LastErrorException;
  }
}
