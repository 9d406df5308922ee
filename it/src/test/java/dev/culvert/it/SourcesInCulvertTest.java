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
import org.junit.jupiter.api.io.TempDir;

/** Java sources beside a notebook, as scripts of JBang have them. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(180)
class SourcesInCulvertTest {

  @TempDir static Path folder;

  private static TestKernel kernel;

  @BeforeAll
  static void start() throws Exception {
    kernel = BuiltKernel.start();
    enterFolder();
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(
        folder.resolve("model/Person.java"), "package model; public record Person(String name) {}");
  }

  private static void enterFolder() {
    kernel
        .execute(
            """
            notebook().surroundings().changeFolder(Path.of("%1$s"));
            notebook().surroundings().setVariable("XDG_CACHE_HOME", "%1$s/cache");
            """
                .formatted(folder))
        .ok();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static void greets(String greeting) throws Exception {
    Files.writeString(
        folder.resolve("Greeter.java"),
        """
        //SOURCES model/*.java
        //DEPS org.apache.commons:commons-lang3:3.17.0
        import model.Person;
        import org.apache.commons.lang3.StringUtils;

        /** Says good day. */
        class Greeter {
          static String greet(Person who) {
            return "%s " + StringUtils.capitalize(who.name());
          }
        }
        """
            .formatted(greeting));
  }

  @Test
  void aScriptIsUsedInItsCellChangedAndUsedAgain() throws Exception {
    greets("Hello");
    String cell = "//SOURCES Greeter.java\nGreeter.greet(new model.Person(\"emma\"))";
    kernel.execute(cell).result("Hello Emma").ok();
    kernel.execute("Greeter.greet(new model.Person(\"ann\"))").result("Hello Ann").ok();

    kernel.execute("String hail(String n) { return Greeter.greet(new model.Person(n)); }").ok();

    greets("Good day,");
    kernel.execute(cell).result("Good day, Emma").ok();
    kernel.execute("hail(\"eve\")").result("Good day, Eve").ok();
    kernel.execute("import model.*; Greeter.greet(new Person(\"ann\"))").result("Good day, Ann");

    Message reply = kernel.client().inspect("Greeter", 3, 0);
    assertThat(reply.object("data").get("text/plain")).asString().contains("Says good day.");
  }

  @Test
  void whatWasCompiledOutlivesTheWorkerAndAnErrorTheKernel() throws Exception {
    Files.writeString(
        folder.resolve("Twice.java"), "class Twice { static int of(int n) { return 2 * n; } }");
    kernel.execute("%sources Twice.java").ok();
    kernel.execute("%restart").ok();
    enterFolder();
    kernel.execute("//SOURCES Twice.java\nTwice.of(4)").result("8").ok();

    Files.writeString(folder.resolve("Bad.java"), "class Bad {\n  int x = true;\n}\n");
    kernel
        .execute("%sources Bad.java")
        .error(
            "CompilationError",
            folder + "/Bad.java:2: incompatible types: boolean cannot be converted to int");
    kernel.execute("Twice.of(5)").result("10").ok();
  }
}
