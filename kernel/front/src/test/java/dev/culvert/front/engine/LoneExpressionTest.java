package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cells are tried as one expression before JShell is asked. */
class LoneExpressionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 + 1",
        "  x;",
        "\n\nf(a, \"; } // no \\n comment\")\n",
        "'}'",
        "new Point(1, 2)",
        "(int) 3.5",
        "System.out.println(1);",
        "\"\"",
        "\"\"\"\n  a\"\"\"",
        "list.stream().map(a -> a + 1).toList()"
      })
  void looksLikeOne(String cell) {
    Piece piece = Piece.loneExpression(cell).orElseThrow();
    assertThat(piece.source()).isEqualTo(cell.strip());
    assertThat(cell.substring(piece.offset())).startsWith(piece.source());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ";",
        ";;",
        "int a = 1;",
        "a = 1",
        "f(); g()",
        "f();;",
        "new int[] {1}",
        "if (a) b()",
        "1 // one",
        "1 /* one */ + 1",
        "1\n+ 1",
        "a\\u003b b",
        "import java.util.List",
        "return 1",
        "class A {}"
      })
  void isSomethingElse(String cell) {
    assertThat(Piece.loneExpression(cell)).isEmpty();
  }
}
