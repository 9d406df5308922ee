package dev.culvert.front.engine;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;

/**
 * Whether cells may use preview features of this Java: not until somebody asks for it, and then for
 * good. Guarded by the engine's lock.
 *
 * <p>The worker's JVM always may: only the compiler has to be told, so nothing of a notebook is
 * lost when it is.
 *
 * <p>Hazard: JShell has no way to change its compiler's options, but reads its builder's each time
 * it compiles. A JShell that copied them would go on refusing preview features.
 */
final class Preview {

  private static final String[] OPTIONS = {
    "--enable-preview", "-source", String.valueOf(Runtime.version().feature())
  };

  private final JShell.Builder builder;
  private boolean on;

  Preview(JShell.Builder builder) {
    this.builder = builder;
  }

  /**
   * Allows them.
   *
   * @return false when they were allowed before
   */
  boolean turnOn() {
    if (on) {
      return false;
    }
    on = true;
    builder.compilerOptions(OPTIONS);
    return true;
  }

  /** With what else the compiler has to be told. */
  static List<String> and(List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(OPTIONS));
    return all;
  }
}
