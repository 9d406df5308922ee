package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of the compiler say what an unknown name most likely means, and point at it. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class HintsTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void declare() {
    KERNEL
        .client()
        .execute("int total = 3; int twice(int x) { return 2 * x; } class Account {}")
        .ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      value = {
        "variable | toatl + 1                                   | toatl      | Did you mean total?",
        "method   | twicee(3)                                   | twicee     | Did you mean twice()?",
        "class    | new Acount()                                | Acount     | Did you mean Account?",
        "class    | Strin s = null;                             | Strin      | Did you mean String?",
        "class    | List<String> l = new ArraList<>();          | ArraList   | Did you mean ArrayList?",
        "local    | { int first = 1; System.out.print(frist); } | frist      | Did you mean first?",
        "member   | \"abc\".lenght()                            | lenght     | Did you mean length()?",
        "member   | \"abc\".length                              | length     | Did you mean length()?",
        "field    | new int[1].length()                         | length     | Did you mean length?",
        "static   | List.off(1)                                 | off        | Did you mean of()?",
        "unknown  | Sytem.out.print(1)                          | Sytem      | Did you mean System?",
        "package  | import java.utl.List;                       | java.utl   | Did you mean java.util?",
        "import   | new AtomicLongg()                           | AtomicLongg | ",
        "import   | StandardCharsets.UTF_8                      | StandardCharsets | To import it: import java.nio.charset.StandardCharsets;",
        "import   | AtomicLong n = null;                        | AtomicLong | To import it: import java.util.concurrent.atomic.AtomicLong;",
        "letter   | q + 1                                       | q          | ",
        "nothing  | utterlyUnlike()                             | utterlyUnlike | ",
      })
  void anUnknownName(String what, String code, String marked, String hint) {
    Cell cell = kernel.execute(code);
    String trace = String.join("\n", lines(cell)).replaceAll("\u001b\\[[0-9;]*m", "");
    String pointer = " ".repeat(code.indexOf(marked)) + "^".repeat(marked.length());
    String end = "\n    " + code + "\n    " + pointer + (hint == null ? "" : "\n" + hint);
    assertThat(trace).startsWith("CompileError: ").endsWith(end);
    assertThat(cell.reply().text("evalue")).doesNotContain("location: class\n");
    if (hint != null) {
      assertThat(cell.reply().text("evalue")).endsWith("\n" + hint);
    } else {
      assertThat(cell.reply().text("evalue")).doesNotContain("Did you mean", "To import");
    }
    kernel.execute("total").result("3").ok();
  }

  @Test
  void aDeclarationThatLacksAnImportNamesIt() {
    kernel
        .execute("boolean isZip(String s) { return ZipInputStream.class.getName().equals(s); }")
        .stderr(
            "isZip cannot be used yet: it needs class ZipInputStream, not declared so far."
                + " To import it: import java.util.zip.ZipInputStream;\n")
        .ok();
    kernel.execute("import java.util.zip.ZipInputStream;").ok();
    kernel.execute("isZip(\"\")").result("false").ok();
  }

  @Test
  void eachErrorOfACellHasItsOwn() {
    Cell cell = kernel.execute("Strin s = new Objet();");
    assertThat(lines(cell)).contains("Did you mean String?", "Did you mean Object?");
    assertThat(cell.reply().text("evalue")).endsWith("Did you mean String?");
  }

  private static List<String> lines(Cell cell) {
    return ((List<?>) cell.reply().content().get("traceback"))
        .stream().map(Object::toString).toList();
  }
}
