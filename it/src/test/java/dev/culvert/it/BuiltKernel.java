package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.app.KernelCommand;
import dev.culvert.client.KernelSpec;
import dev.culvert.protocol.Message;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  /** Starts one whose user has another home folder, and with that Maven settings of his own. */
  static TestKernel start(Path home) {
    return TestKernel.start(spec(home, List.of()));
  }

  /** Runs a cell that may show how far its downloads have come: on a busy machine it does. */
  static void runDownloading(TestKernel kernel, String code) {
    Message reply = kernel.execute(code).reply();
    assertThat(reply.text("status")).as(String.valueOf(reply.content())).isEqualTo("ok");
  }

  /**
   * How that one is started.
   *
   * @param workerOptions more options for the JVM that runs the cells
   */
  static KernelSpec spec(Path home, List<String> workerOptions) {
    String option = "-Duser.home=" + home;
    List<String> options = new ArrayList<>(workerOptions);
    options.add(option);
    KernelCommand command = KernelCommand.onThisJava();
    KernelSpec spec =
        new KernelCommand(command.java(), command.feature(), options, Map.of()).spec(FOLDER);
    List<String> argv = new ArrayList<>(spec.argv());
    argv.add(1, option);
    return new KernelSpec(
        argv, spec.displayName(), spec.language(), false, spec.env(), spec.resourceDir());
  }
}
