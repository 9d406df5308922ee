package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.protocol.Message;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Javadoc of dependencies, whose sources or pages are fetched when somebody asks for it. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(180)
class DocumentationInCulvertTest {

  @TempDir static Path folder;

  private static ExampleRepository repository;
  private static TestKernel kernel;

  private static String stack(String name) {
    return """
        import java.util.List;

        /** A pile of {@code <things>}, the <b>last</b> one on top. */
        public class %1$s<E> {
          /** How high it may be. */
          public static final int MOST = 9;

          /** An empty one. */
          public %1$s() {}

          /** Puts one on it. @return the same pile */
          public %1$s<E> push(E one) { return this; }

          /** Puts some on it. @param some from bottom to top */
          public %1$s<E> push(List<? extends E> some) { return this; }

          /** What lies on the floor. */
          public static class Floor {}
        }
        """
        .formatted(name);
  }

  @BeforeAll
  static void start() throws Exception {
    repository = new ExampleRepository(folder);
    for (String name : new String[] {"Sourced", "Paged", "Remarked", "Bare"}) {
      repository.publish(name.toLowerCase(Locale.ROOT), name, stack(name));
    }
    repository.publishSource("sourced", "Sourced", stack("Sourced"));
    repository.publishPages("paged", "Paged", stack("Paged"));
    repository.publishPages("remarked", "Remarked", stack("Remarked"));
    repository.publishRemark("remarked");
    kernel = BuiltKernel.start(repository.home());
    BuiltKernel.runDownloading(
        kernel,
        """
        //DEPS org.example:sourced:1 org.example:paged:1 org.example:remarked:1
        //DEPS org.example:bare:1
        import org.example.*;
        """);
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
    if (repository != null) {
      repository.close();
    }
  }

  private static Map<String, Object> inspect(String code) throws Exception {
    Message reply = kernel.client().inspect(code, code.length(), 0);
    assertThat(reply.flag("found", false)).as(code).isTrue();
    return reply.object("data");
  }

  /** What is shown as soon as it is there: one question waits for a while, not for ever. */
  private static Map<String, Object> inspect(String code, String wanted) throws Exception {
    Map<String, Object> data = inspect(code);
    while (!data.get("text/plain").toString().contains(wanted)) {
      data = inspect(code); // a slow machine; the class's time limit ends it
    }
    return data;
  }

  @ParameterizedTest
  @CsvSource({"Sourced", "Paged", "Remarked"})
  void aClassAndItsMembersAreExplained(String type) throws Exception {
    Map<String, Object> data = inspect(type, "A pile of <things>, the last one on top.");

    assertThat(data.get("text/plain").toString()).startsWith("org.example." + type + "<E>");
    assertThat(data.get("text/html").toString())
        .startsWith("<pre><b>org.example." + type + "&lt;E&gt;</b></pre>")
        .contains("A pile of <code>&lt;things&gt;</code>, the <b>last</b> one on top.");
    assertThat(inspect(type + ".MOST").get("text/plain").toString())
        .contains("How high it may be.");
    assertThat(inspect(type + ".Floor").get("text/plain").toString())
        .contains("What lies on the floor.");
    assertThat(inspect("new " + type + "<String>().push(").get("text/plain").toString())
        .contains("Puts one on it.", "the same pile", "Puts some on it.", "from bottom to top");
    assertThat(inspect("new " + type + "(").get("text/plain").toString()).contains("An empty one.");
  }

  @Test
  void whatHasNoDocumentationIsShownAsItIsDeclaredAndLookedForOnce() throws Exception {
    assertThat(inspect("Bare").get("text/plain")).isEqualTo("org.example.Bare<E>");
    while (repository.asked("bare-1-javadoc.jar") == 0) {
      Thread.onSpinWait(); // it is looked for behind the answer; the time limit ends it
    }
    assertThat(inspect("Bare").get("text/plain")).isEqualTo("org.example.Bare<E>");
    assertThat(inspect("Bare.MOST").get("text/plain")).isEqualTo("int Bare<E>.MOST");
    assertThat(repository.asked("bare-1-sources.jar")).isPositive();
  }

  /** Oracle publishes pages of its drivers, and a sources jar with a remark in it. */
  @Test
  @Tag("soak")
  void aLibraryThatKeepsItsSourcesIsExplainedByItsPages(@TempDir Path home) throws Exception {
    try (TestKernel other = BuiltKernel.start(home)) {
      BuiltKernel.runDownloading(
          other,
          "%maven --exclude *:* com.oracle.database.jdbc:ucp:21.5.0.0\n"
              + "import oracle.ucp.jdbc.PoolDataSource;");
      String plain = "";
      while (!plain.contains("connection pool")) { // a slow line; the time limit ends it
        Message reply = other.client().inspect("PoolDataSource", 4, 0);
        plain = reply.object("data").get("text/plain").toString();
      }
      assertThat(plain).startsWith("oracle.ucp.jdbc.PoolDataSource");
    }
  }
}
