package dev.culvert.worker;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * {@link Posix} by the system calls that the JDK makes for itself on Linux. They are there at once,
 * where JNA takes a tenth of a second to start; what the JDK has no call for is left to JNA, which
 * starts some seconds later, or when it is needed. Any thread may call.
 *
 * <p>Hazard: these are internals of the JDK, and the worker's command has to open their packages.
 * The constructor fails where this JDK has them not.
 */
final class LinuxPosix implements Posix {

  private static final int PIPE_FOR_OWNER = 0010600; // S_IFIFO | S_IRUSR | S_IWUSR
  private static final int WRITE_ONLY_CLOSE_ON_EXEC = 02000001; // O_WRONLY | O_CLOEXEC
  private static final long OTHERS_AFTER_MILLIS = 2_000;

  private final Method mknod;
  private final Method open;
  private final Method close;
  private final Method dup2;

  private final Supplier<Posix> jna;
  private volatile Posix others; // JNA's; null until it has started; set under this

  /**
   * @param jna starts JNA, each time anew
   */
  LinuxPosix(Supplier<Posix> jna) throws ReflectiveOperationException {
    this.jna = jna;
    Class<?> files = Class.forName("sun.nio.fs.UnixNativeDispatcher");
    Class<?> path = Class.forName("sun.nio.fs.UnixPath");
    mknod = method(files, "mknod", path, int.class, long.class);
    open = method(files, "open", path, int.class, int.class);
    close = method(files, "close", int.class);
    dup2 = method(Class.forName("sun.nio.ch.InheritedChannel"), "dup2", int.class, int.class);
    startOthersLater();
  }

  private static Method method(Class<?> owner, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Method method = owner.getDeclaredMethod(name, parameters);
    method.setAccessible(true);
    return method;
  }

  @Override
  public void makePipe(String path) throws IOException {
    call("mkfifo " + path, mknod, Path.of(path), PIPE_FOR_OWNER, 0L);
  }

  @Override
  public int openForWriting(String path) throws IOException {
    return (Integer) call("open " + path, open, Path.of(path), WRITE_ONLY_CLOSE_ON_EXEC, 0);
  }

  @Override
  public void duplicate(int fd, int target) throws IOException {
    call("dup2 " + fd + " to " + target, dup2, fd, target);
  }

  @Override
  public void close(int fd) throws IOException {
    call("close " + fd, close, fd);
  }

  private static Object call(String what, Method method, Object... arguments) throws IOException {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new IOException(what + ": " + e.getCause().getMessage(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(what, e);
    }
  }

  @Override
  public void changeFolder(String path) throws IOException {
    others().changeFolder(path);
  }

  /**
   * Only a native library that is neither the JDK's nor the system's own can have left something to
   * flush, so until JNA is there it is enough to know that there is none.
   */
  @Override
  public void flushAll() {
    if (others == null && !LoadedLibraries.haveForeign()) {
      return;
    }
    try {
      others().flushAll();
    } catch (OutOfMemoryError | LinkageError e) {
      notNow(e); // the text is not lost: the next flush has it
    }
  }

  /** Starts JNA soon, so that no cell has to wait for it, and no first one shares its core. */
  private void startOthersLater() {
    Thread thread = new Thread(null, this::startOthers, "native-calls", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void startOthers() {
    try {
      Thread.sleep(OTHERS_AFTER_MILLIS);
      others();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it starts when it is needed
    } catch (OutOfMemoryError | LinkageError e) {
      notNow(e);
    }
  }

  /** A cell that takes all memory may keep JNA from starting; the next attempt is a new one. */
  private static void notNow(Error e) {
    try {
      System.getLogger(LinuxPosix.class.getName())
          .log(System.Logger.Level.DEBUG, "JNA cannot start now", e);
    } catch (OutOfMemoryError full) {
      // nothing is left to say it with; an error of this thread would show in the cell that took
      // all
    }
  }

  private synchronized Posix others() {
    if (others == null) {
      others = jna.get();
    }
    return others;
  }
}
