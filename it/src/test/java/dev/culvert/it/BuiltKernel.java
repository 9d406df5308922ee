package dev.culvert.it;

import dev.culvert.app.KernelCommand;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;

/**
 * The kernel as the build made it, with all magics, in processes of its own.
 *
 * <p>Hazard: it is what was packaged last; {@code mvn verify} packages it before these tests.
 */
final class BuiltKernel {

  static final Path FOLDER = Shell.root().resolve("app/target/culvert/kernel");

  private BuiltKernel() {}

  /** Starts one; whoever does closes it. */
  static TestKernel start() {
    return TestKernel.start(KernelCommand.onThisJava().spec(FOLDER));
  }
}
