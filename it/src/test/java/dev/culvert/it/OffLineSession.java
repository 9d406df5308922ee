package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.protocol.Message;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@link OffLineTest} does without a network, in a JVM of its own. */
final class OffLineSession {

  private final TestKernel kernel;

  private OffLineSession(TestKernel kernel) {
    this.kernel = kernel;
  }

  /** Ends with an exit code that is not zero as soon as something is not as it should be. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path home = folder.resolve("home");
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        "<settings><mirrors><mirror><id>far</id><mirrorOf>*</mirrorOf>"
            + "<url>https://repo.example.org/maven2/</url></mirror></mirrors></settings>");
    Files.writeString(
        folder.resolve("Twice.java"), "class Twice { static int of(int n) { return 2 * n; } }");
    try (TestKernel kernel = BuiltKernel.start(home)) {
      new OffLineSession(kernel).run(folder);
    }
  }

  private void run(Path folder) throws Exception {
    kernel.execute("System.out.println(\"hello\"); 6 * 7").stdout("hello\n").result("42").ok();
    kernel.execute("!echo shell").stdout("shell\n").ok();

    kernel.execute("//DEPS org.example:bare:1\norg.example.Bare.N").result("9").ok();
    kernel.execute("%maven --offline org.example:sourced:1\nimport org.example.*;").ok();
    kernel
        .execute("//DEPS org.example:bare:1 org.example:gone:2")
        .error(
            "MavenError",
            "%maven org.example:bare:1 org.example:gone:2: org.example:gone:pom:2 is not in the"
                + " local repository, and far (https://repo.example.org/maven2/) cannot be"
                + " reached: unknown host repo.example.org. Check the network, HTTPS_PROXY,"
                + " and the proxies and mirrors in ~/.m2/settings.xml.");
    kernel
        .execute("%maven --offline org.example:gone:2 org.example:lost:1")
        .error(
            "MavenError",
            "%maven --offline: not in the local repository: org.example:gone:jar:2,"
                + " org.example:lost:jar:1. Run it once without --offline.");

    assertThat(inspect("String")).startsWith("java.lang.String");
    assertThat(inspect("Math.abs(")).contains("int Math.abs(int");
    assertThat(inspect("Bare")).isEqualTo("org.example.Bare");
    assertThat(inspect("Sourced")).contains("Well described.");
    assertThat(inspect("new Sourced().it(")).contains("Of it.");
    assertThat(inspect("%maven")).contains("Usage: %maven");

    kernel.execute("%sources " + folder.resolve("Twice.java") + "\nTwice.of(4)").result("8").ok();

    assertThat(complete("//DEPS org.exam")).containsExactly("org.example:");
    assertThat(complete("//DEPS org.example:"))
        .contains("org.example:bare:", "org.example:sourced:");
    assertThat(complete("%maven org.example:bare:")).containsExactly("org.example:bare:1");
    kernel.execute("1 + 1").result("2").ok();
  }

  private String inspect(String code) throws Exception {
    Message reply = kernel.client().inspect(code, code.length(), 0);
    assertThat(reply.text("status")).isEqualTo("ok");
    return String.valueOf(reply.object("data").get("text/plain"));
  }

  private List<String> complete(String code) throws Exception {
    List<?> matches =
        (List<?>) kernel.client().complete(code, code.length()).content().get("matches");
    return matches.stream().map(String::valueOf).toList();
  }
}
