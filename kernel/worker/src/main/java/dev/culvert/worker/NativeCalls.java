package dev.culvert.worker;

import java.lang.reflect.InvocationTargetException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds the quickest {@link Posix} that this system and this JDK allow. */
final class NativeCalls {

  private static final String JNA = "dev.culvert.worker.internal.JnaPosix";

  private NativeCalls() {}

  /**
   * The native calls.
   *
   * @param loaders makes a loader that has JNA, by its name
   */
  static Posix find(Function<String, ClassLoader> loaders) {
    Supplier<Posix> jna = () -> load(loaders.apply("native-calls"));
    if (!System.getProperty("os.name").equals("Linux")) {
      return jna.get();
    }
    try {
      return new LinuxPosix(jna);
    } catch (ReflectiveOperationException | RuntimeException e) { // what a JDK without them throws
      System.getLogger(NativeCalls.class.getName())
          .log(System.Logger.Level.INFO, "this JDK lacks calls, so JNA's are used", e);
      return jna.get();
    }
  }

  private static Posix load(ClassLoader isolated) {
    try {
      return (Posix) Class.forName(JNA, true, isolated).getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error; // such as a lack of memory, which may be over soon
      }
      throw new IllegalStateException("the native calls cannot be loaded", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the native calls cannot be loaded", e);
    }
  }
}
