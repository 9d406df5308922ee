package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A network of one cable between this machine and one that is made up: a network namespace. Takes
 * root; where none can be made the test is skipped.
 */
final class TestNetwork implements AutoCloseable {

  /** The made-up machine's address; of those that no router passes on. */
  static final String THERE = "169.254.213.2";

  private static final String HERE = "169.254.213.1/30";

  private final String name = "culvert" + ProcessHandle.current().pid();
  private final String cable = "cv" + ProcessHandle.current().pid(); // 15 letters at most

  private TestNetwork() {}

  static TestNetwork create() throws IOException, InterruptedException {
    String hint = "apt-get install iproute2";
    Needs.program("ip", hint);
    Needs.program("tc", hint);
    TestNetwork network = new TestNetwork();
    Assumptions.assumeTrue(
        exitCode(List.of("ip", "netns", "add", network.name)) == 0, "needs root, and namespaces");
    try {
      network.connect();
      return network;
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  private void connect() throws IOException, InterruptedException {
    run("ip", "link", "add", cable, "type", "veth", "peer", "name", "far", "netns", name);
    run("ip", "address", "add", HERE, "dev", cable);
    run("ip", "link", "set", cable, "up");
    there("ip", "address", "add", THERE + "/30", "dev", "far");
    there("ip", "link", "set", "far", "up");
    there("ip", "link", "set", "lo", "up");
  }

  /** The words before a command that is to run on the machine there. */
  List<String> surroundings() {
    return List.of("ip", "netns", "exec", name);
  }

  /** From now on what comes from there is lost, without a word to anybody. */
  void loseAll() throws IOException, InterruptedException {
    there(
        "tc", "qdisc", "replace", "dev", "far", "root", "tbf", "rate", "8bit", "burst", "1",
        "limit", "1");
  }

  void loseNothing() throws IOException, InterruptedException {
    there("tc", "qdisc", "del", "dev", "far", "root");
  }

  /** Takes the cable out there. */
  void unplug() throws IOException, InterruptedException {
    there("ip", "link", "set", "far", "down");
  }

  void plugIn() throws IOException, InterruptedException {
    there("ip", "link", "set", "far", "up");
  }

  /** Ends it; programs that run there have ended before. */
  @Override
  public void close() throws IOException, InterruptedException {
    exitCode(List.of("ip", "link", "delete", cable)); // else it goes some time after the network
    run("ip", "netns", "delete", name);
  }

  private void there(String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(surroundings());
    words.addAll(Arrays.asList(command));
    run(words.toArray(String[]::new));
  }

  private static int exitCode(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}
