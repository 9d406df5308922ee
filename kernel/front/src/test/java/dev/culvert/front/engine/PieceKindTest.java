package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PieceKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int x = 3; | DECLARATION",
        "var x = f(); | DECLARATION",
        "Map<String, List<Integer>> m = new HashMap<>(); | DECLARATION",
        "java.util.List<?>[] a; | DECLARATION",
        "int[] a = {1}; | DECLARATION",
        "record P(int x) {} | DECLARATION",
        "@Deprecated void f() {} | DECLARATION",
        "<T> T id(T t) { return t; } | DECLARATION",
        "import java.util.*; | DECLARATION",
        "/* c */ public class A {} | DECLARATION",
        "x = 5 | ASSIGNMENT",
        "a[i + 1] = 5 | ASSIGNMENT",
        "this_.x += 5 | ASSIGNMENT",
        "x == 5 | EXPRESSION",
        "i < j | EXPRESSION",
        "x instanceof String s | EXPRESSION",
        "f(x).g() | EXPRESSION",
        "new A() {} | EXPRESSION",
        "outer.new Inner().of() | EXPRESSION",
        "(a) -> b | EXPRESSION",
        "\"text\".length() | EXPRESSION",
        "for (;;) {} | STATEMENT",
        "{ int x = 1; } | STATEMENT",
        "// only a comment | STATEMENT",
      })
  void theFirstWordsTell(String source, Piece.Kind kind) {
    assertThat(PieceKind.of(source)).isEqualTo(kind);
  }
}
