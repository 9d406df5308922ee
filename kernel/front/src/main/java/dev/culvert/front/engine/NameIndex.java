package dev.culvert.front.engine;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import jdk.jshell.SourceCodeAnalysis;

/**
 * JShell's index of the names of all classes. JShell reads it as soon as it analyses anything,
 * which the first cell makes it do, and takes half a second of processor time for it. Here it waits
 * until somebody asks what needs it, or until nothing better is to be done.
 *
 * <p>Hazard: all shells of a JVM have one thread for this, so what waits must be let go on at the
 * shell's end at the latest. JShell has methods for it, but does not document them: where they are
 * missing or closed, it reads at once. Guarded by the engine's lock.
 */
final class NameIndex {

  private final SourceCodeAnalysis analysis;
  private boolean waits;

  /**
   * Has it wait.
   *
   * @param analysis that was just made
   */
  NameIndex(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
    waits = call("suspendIndexing");
  }

  /** Lets it go on, for good. */
  void goOn() {
    if (waits) {
      waits = false;
      call("resumeIndexing");
    }
  }

  private boolean call(String name) {
    try {
      Method method = analysis.getClass().getMethod(name);
      method.setAccessible(true);
      method.invoke(analysis);
      return true;
    } catch (NoSuchMethodException | IllegalAccessException | InaccessibleObjectException e) {
      System.getLogger(NameIndex.class.getName())
          .log(System.Logger.Level.DEBUG, "JShell reads its index at once", e);
      return false;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(name, e.getCause());
    }
  }
}
