package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kernel on a machine without a network. Client and kernel run in a network namespace with a
 * loopback interface and nothing else; what they do there is {@link OffLineSession}.
 */
@Tag("namespaces")
@Timeout(180)
class OffLineTest {

  private static final List<String> NO_NETWORK = List.of("unshare", "--map-root-user", "--net");

  @TempDir Path folder;

  @Test
  void cellsDependenciesDocumentationSourcesAndCompletionWorkWithoutANetwork() throws Exception {
    Needs.program("unshare", "apt-get install util-linux");
    Needs.program("ip", "apt-get install iproute2");
    List<String> trial = new ArrayList<>(NO_NETWORK);
    trial.add("true");
    Needs.that(Shell.run(folder, Map.of(), trial).code() == 0, "needs network namespaces");
    try (ExampleRepository repository = new ExampleRepository(folder)) {
      repository.publish("bare", "Bare", "public class Bare { public static final int N = 9; }");
      String source =
          "/** Well described. */\npublic class Sourced { /** Of it. */ public void it() {} }";
      repository.publish("sourced", "Sourced", source);
      repository.publishSource("sourced", "Sourced", source);
      repository.install();
    }

    List<String> command = new ArrayList<>(NO_NETWORK);
    command.addAll(List.of("sh", "-c", "ip link set lo up && exec \"$0\" \"$@\""));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dculvert.root=" + Shell.root());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OffLineSession.class.getName(), folder.toString()));
    Shell session = Shell.run(folder, Map.of(), command);

    assertThat(session.code()).as(session.out() + session.err()).isZero();
  }
}
