package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Preview features of the Java that runs the tests; each has others. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class PreviewTest {

  /** A statement and a declaration that need them, both with the value {@code yes}. */
  private record Feature(String statement, String declaration) {}

  private Feature feature;

  @BeforeEach
  void choose() {
    int java = Runtime.version().feature();
    feature =
        switch (java) {
          case 17 ->
              new Feature(
                  "Object o = 1; System.out.print(switch (o) { case Integer i -> \"yes\";"
                      + " default -> \"no\"; });",
                  "String kind(Object o) { return switch (o) { case Integer i -> \"yes\";"
                      + " default -> \"no\"; }; }");
          case 23, 24, 25 ->
              new Feature(
                  "int n = 1; System.out.print(n instanceof byte b ? \"yes\" : \"no\");",
                  "String kind(int n) { return n instanceof byte b ? \"yes\" : \"no\"; }");
          default -> null;
        };
    Assumptions.assumeTrue(feature != null, "no preview feature of Java " + java + " is known");
  }

  @Test
  void aNotebookAsksForThemAndKeepsWhatItHas() {
    try (InProcessKernel inProcess = new InProcessKernel()) {
      TestKernel kernel = inProcess.client();
      kernel.execute("int kept = 5; String s = \"//PREVIEW\";").ok();
      Cell refused = kernel.execute(feature.statement());
      assertThat(refused.reply().text("ename")).isEqualTo("CompileError");
      assertThat(refused.reply().text("evalue")).contains("preview feature");

      kernel.execute("//PREVIEW\n{ " + feature.statement() + " }").stdout("yes").ok();
      kernel.execute(feature.declaration()).ok();
      kernel.execute("kind(1) + kept").result("yes5").ok();
      kernel.execute("Runtime.getRuntime().halt(3)");
      kernel.execute("kind(1)").result("yes").ok();
    }
  }

  @Test
  void anInstalledKernelMayAllowThemFromTheStart() {
    try (InProcessKernel inProcess = InProcessKernel.withPreview()) {
      TestKernel kernel = inProcess.client();
      kernel.execute("{ " + feature.statement() + " }").stdout("yes").ok();
      kernel.execute(feature.declaration()).ok();
      kernel.execute("kind(1)").result("yes").ok();
    }
  }
}
