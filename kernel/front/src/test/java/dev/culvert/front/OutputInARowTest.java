package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.culvert.testkit.Needs;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Whatever is tested of output holds fifty times in a row, each time with kernels of its own, and
 * for a user other than root, whose pipes have a quota.
 */
@Tag("soak")
class OutputInARowTest {

  private static final List<Class<?>> OF_OUTPUT =
      List.of(
          OutputScenariosTest.class,
          OutputTest.class,
          ExactOutputTest.class,
          AttributionTest.class,
          FloodTest.class,
          OutputsTest.class,
          SurvivalTest.class);

  private static final String NOBODY = "65534";
  private static final int ROUNDS = 50;

  /** All rounds and what only shows in bulk, in this JVM; what failed is said in the exit code. */
  public static void main(String[] none) {
    PrintWriter out = new PrintWriter(System.out, true);
    boolean failed = false;
    for (int round = 0; round <= ROUNDS; round++) {
      TestExecutionSummary summary =
          run(round < ROUNDS ? OF_OUTPUT : List.of(OutputSoakTest.class));
      summary.printFailuresTo(out, 20);
      out.println("round " + round + ": " + summary.getTestsSucceededCount() + " succeeded");
      failed |= summary.getTotalFailureCount() > 0 || summary.getTestsSucceededCount() == 0;
    }
    System.exit(failed ? 1 : 0);
  }

  private static TestExecutionSummary run(List<Class<?>> tests) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(tests.stream().map(type -> selectClass(type)).toList())
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build(),
            listener);
    return listener.getSummary();
  }

  @RepeatedTest(ROUNDS)
  void noTestOfOutputFails() {
    TestExecutionSummary summary = run(OF_OUTPUT);
    StringWriter failures = new StringWriter();
    summary.printFailuresTo(new PrintWriter(failures), 20);
    assertThat(summary.getTotalFailureCount()).as(failures.toString()).isZero();
    assertThat(summary.getTestsSucceededCount()).isGreaterThan(60);
  }

  @Test
  void anOrdinaryUserGetsEveryByteToo(@TempDir Path folder) throws Exception {
    Needs.that(System.getProperty("user.name").equals("root"), "needs root, to become another");
    Needs.program("setpriv", "apt install util-linux");
    List<Path> copies = readableByAll(folder);
    Path home = folder.resolve("home");
    done("mkdir", home.toString());
    done("chown", NOBODY, home.toString());
    done("chmod", "755", folder.toString());

    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + home,
            "-Duser.home=" + home,
            "-cp",
            copies.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            OutputInARowTest.class.getName()));
    Path output = folder.resolve("output.txt");
    ProcessBuilder tests =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    tests.environment().put("HOME", home.toString());
    int exit = tests.start().waitFor();
    assertThat(exit).as(Files.readString(output)).isZero();
  }

  /** The class path where others can read it, each entry with the path it has. */
  private static List<Path> readableByAll(Path folder) throws Exception {
    List<Path> copies = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path original = Path.of(each).toAbsolutePath();
      if (original.toFile().exists()) {
        Path copy = folder.resolve(original.getRoot().relativize(original));
        done("mkdir", "-p", copy.getParent().toString());
        done("cp", "-r", original.toString(), copy.toString());
        copies.add(copy);
      }
    }
    return copies;
  }

  private static void done(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(Arrays.toString(command)).isTrue();
    assertThat(process.exitValue()).as(Arrays.toString(command)).isZero();
  }
}
