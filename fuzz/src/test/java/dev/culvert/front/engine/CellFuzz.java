package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.culvert.api.CommandModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Whatever a cell or a magic's line says, it is cut into Java and words, or refused in words. */
class CellFuzz {

  private static final CommandModel WORDS = command("maven", false, false);
  private static final CommandModel RAW = command("sql", true, false);
  private static final CommandModel RUNS = command("timed", false, true);
  private static final MagicCatalog CATALOG =
      new MagicCatalog(
          List.of("maven", "sql", "timed"), Map.of("maven", WORDS, "sql", RAW, "timed", RUNS)::get);

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

  @FuzzTest(maxDuration = "5m")
  void aCellKeepsItsLines(byte[] bytes) {
    String cell = new String(bytes, StandardCharsets.UTF_8);
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

  @FuzzTest(maxDuration = "5m")
  void aLineIsWordsOrRefused(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    for (CommandModel model : List.of(WORDS, RAW, RUNS)) {
      try {
        MagicLine parsed = MagicLine.parse(line, model);
        String words = String.join(" ", parsed.words());
        for (int n = 0; n < parsed.expressions().size(); n++) {
          assertThat(words).contains("\0" + n + "\0");
        }
      } catch (CellException e) {
        assertThat(e.error().name()).isNotBlank();
        assertThat(e.error().message()).isNotBlank();
      }
    }
  }

  @FuzzTest(maxDuration = "5m")
  void aPieceHasAKindAndIsClosedOnce(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Piece piece = new Piece(text, 0);
    assertThat(piece.kind()).isNotNull();
    assertThat(text).startsWith(piece.expression()); // nothing of the user's is changed
    assertThat(piece.statement()).startsWith(piece.expression());
    Piece.loneExpression(text)
        .ifPresent(lone -> assertThat(text.substring(lone.offset())).startsWith(lone.source()));
  }
}
