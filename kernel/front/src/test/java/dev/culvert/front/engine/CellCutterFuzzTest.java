package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.CommandModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a cell says, it is cut into Java with the same lines, or refused with one error. */
class CellCutterFuzzTest {

  private static final MagicCatalog CATALOG =
      new MagicCatalog(
          List.of("sql", "maven", "timed"),
          name -> command(name, name.equals("sql"), name.equals("timed")));

  private static CommandModel command(String name, boolean rawText, boolean runsCell) {
    return new CommandModel(
        name,
        "",
        "",
        "void",
        rawText,
        runsCell,
        CommandModel.Argument.values()[0],
        Map.of(),
        List.of(),
        List.of());
  }

  @Provide
  Arbitrary<String> cells() {
    Arbitrary<String> words =
        Arbitraries.of(
            "%",
            "%%",
            "sql",
            "maven",
            "timed",
            "%sql select :x",
            "%%timed\n",
            "%maven g:a:1 ",
            "!ls",
            "!",
            "{",
            "}",
            "{x}",
            "{{",
            "}}",
            "\"",
            "\\\"",
            "\"\"\"",
            "'",
            "'\"'",
            "//",
            "//DEPS g:a:1\n",
            "/*",
            "*/",
            "\\",
            ";",
            "=",
            "var x = ",
            "x % y",
            "\n",
            "\r\n",
            "\t",
            " ",
            "?",
            "String?",
            "\u0000",
            "\ud83d",
            "\ud83d\ude00",
            "int i",
            "--",
            "-x",
            "é",
            "\\u0022",
            "@",
            "/*culvert:0*/");
    return words.list().ofMaxSize(20).map(list -> list.stream().collect(Collectors.joining()));
  }

  @Property
  void linesStay(@ForAll("cells") String cell) {
    try {
      String java = CellCutter.cut(cell, () -> CATALOG, name -> false).java();
      boolean taken = cell.strip().startsWith("%%"); // by a magic, whose text is no Java
      assertThat(lines(java)).as(java).isBetween(taken ? 0 : lines(cell), lines(cell));
    } catch (CellException e) {
      assertThat(e.error().name()).isNotBlank();
      assertThat(e.error().message()).isNotBlank();
    }
  }

  private static long lines(String text) {
    return text.chars().filter(c -> c == '\n').count();
  }

  @Property
  void textWithoutMagicsIsLeftAsItIs(@ForAll("plain") String cell) throws CellException {
    assertThat(CellCutter.cut(cell, () -> CATALOG, name -> false).java()).isEqualTo(cell);
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.of(
            "x % y",
            "int a = 5 ",
            "\"%sql\" ",
            "/* %sql */ ",
            "\n",
            ";",
            "f(1, '%') ",
            "\"\"\"\n%sql\n\"\"\"",
            "{",
            "}")
        .list()
        .ofMaxSize(15)
        .map(list -> "int z; " + String.join(" + ", list));
  }

  @Property
  void everyTextHasAKind(@ForAll("cells") String text) {
    assertThat(PieceKind.of(text)).isNotNull();
  }
}
