package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.protocol.Message;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Javadoc of dependencies, whose sources are fetched when somebody asks for it. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(180)
class DocumentationInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
    kernel
        .execute("%maven com.google.guava:guava:33.5.0-jre\nimport com.google.common.collect.*;")
        .ok();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static String plain(String code) throws Exception {
    Message reply = kernel.client().inspect(code, code.length(), 0);
    assertThat(reply.flag("found", false)).as(code).isTrue();
    return String.valueOf(reply.object("data").get("text/plain"));
  }

  @Test
  void aClassIsExplainedAsSoonAsItsSourcesAreThere() throws Exception {
    String local = System.getProperty("maven.repo.local");
    Path repository =
        local == null ? Path.of(System.getProperty("user.home"), ".m2/repository") : Path.of(local);
    Path sources =
        repository.resolve("com/google/guava/guava/33.5.0-jre/guava-33.5.0-jre-sources.jar");
    Files.deleteIfExists(sources);

    String first = plain("ImmutableList"); // waits for a while, not for ever
    assertThat(first).startsWith("com.google.common.collect.ImmutableList");
    while (!Files.exists(sources)) {
      Thread.onSpinWait(); // a slow line; the class's time limit ends it
    }
    assertThat(plain("ImmutableList")).contains("whose contents will never change");
    assertThat(plain("ImmutableList.Builder")).contains("A builder for creating immutable list");
    assertThat(plain("Lists.reverse")).contains("Returns a reversed view");
  }
}
