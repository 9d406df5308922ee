package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.magics.printopts.table.TableStyle;
import dev.culvert.magics.printopts.table.TableText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.dflib.Index;
import org.dflib.Series;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames and series print as pandas prints them. */
class FrameGoldenTest {

  private static final Pattern CELL = Pattern.compile("<(th|td|p)>(.*?)</\\1>", Pattern.DOTALL);

  static Stream<Golden.Case> all() {
    return Golden.read("frames.txt").stream();
  }

  static Stream<Golden.Case> frames() {
    return all().filter(golden -> golden.head().get(0).equals("frame"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void textIsThatOfPandas(Golden.Case golden) {
    checkText(golden);
  }

  static void checkText(Golden.Case golden) {
    String text =
        golden.head().get(0).equals("series")
            ? TableText.of(series(golden.data().get(0)), style(golden))
            : TableText.of(frame(golden), style(golden)).text();
    assertThat(text).as("%s", golden).isEqualTo(golden.text());
  }

  static void checkAll(Golden.Case golden) {
    checkText(golden);
    if (golden.head().get(0).equals("frame")) {
      checkHtml(golden);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frames")
  void htmlTableHasTheContentOfPandasTable(Golden.Case golden) {
    checkHtml(golden);
  }

  static void checkHtml(Golden.Case golden) {
    String html = TableText.of(frame(golden), style(golden)).html();
    if (golden.html().equals(List.of(List.of("pre")))) {
      assertThat(unescaped(html)).isEqualTo("<pre>" + golden.text() + "</pre>");
      return;
    }
    List<List<String>> rows =
        Stream.concat(
                Stream.of(html.split("<tr[^>]*>")).skip(1).map(row -> contents(row, "row")),
                Stream.of(html.substring(html.indexOf("</table>")))
                    .filter(rest -> rest.contains("<p>"))
                    .map(rest -> contents(rest, "p")))
            .toList();
    assertThat(rows)
        .as("%s", golden)
        .isEqualTo(golden.html().stream().map(FrameGoldenTest::decoded).toList());
  }

  private static List<String> contents(String html, String kind) {
    String part = kind.equals("row") ? html.substring(0, html.indexOf("</tr>")) : html;
    Stream<String> cells =
        CELL.matcher(part)
            .results()
            .map((MatchResult cell) -> cell.group(2))
            .map(FrameGoldenTest::unescaped);
    return Stream.concat(Stream.of(kind), cells).toList();
  }

  private static String unescaped(String html) {
    return html.replace("&nbsp;", "\u00a0")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static List<String> decoded(List<String> words) {
    return words.stream().map(Golden::decode).toList();
  }

  private static TableStyle style(Golden.Case golden) {
    PrintSettings settings = new PrintSettings();
    golden
        .options()
        .forEach((name, value) -> settings.set(Map.of("display." + name, option(value))));
    return settings.tableStyle();
  }

  private static Object option(String value) {
    DoubleFunction<String> sign = number -> number < 0 ? "minus" : "plus";
    return value.equals("sign") ? sign : value;
  }

  private static DataFrame frame(Golden.Case golden) {
    String[] names =
        golden.data().stream().map(words -> Golden.decode(words.get(0))).toArray(String[]::new);
    Series<?>[] columns =
        golden.data().stream().map(FrameGoldenTest::series).toArray(Series[]::new);
    return DataFrame.byColumn(Index.of(names)).of(columns);
  }

  private static Series<?> series(List<String> words) {
    List<Object> values =
        words.subList(2, words.size()).stream()
            .map(FrameGoldenTest::value)
            .collect(java.util.stream.Collectors.toList());
    return switch (words.get(1)) {
      case "int" -> Series.ofInt(values.stream().mapToInt(v -> ((Long) v).intValue()).toArray());
      case "long" -> Series.ofLong(values.stream().mapToLong(v -> (Long) v).toArray());
      case "double" -> Series.ofDouble(values.stream().mapToDouble(v -> (Double) v).toArray());
      case "float" -> floats(values);
      case "int?" -> objects(values.stream().map(v -> v == null ? null : ((Long) v).intValue()));
      default -> objects(values.stream());
    };
  }

  private static Series<?> floats(List<Object> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Double) values.get(i)).floatValue();
    }
    return Series.ofFloat(floats);
  }

  private static Series<?> objects(Stream<?> values) {
    return Series.of(values.toArray());
  }

  private static Object value(String token) {
    if (token.equals("n")) {
      return null;
    }
    String text = Golden.decode(token.substring(2));
    return switch (token.charAt(0)) {
      case 'b' -> Boolean.valueOf(text);
      case 'i' -> Long.valueOf(text);
      case 'd' -> Golden.real(text);
      case 'D' -> new BigDecimal(text);
      case 't' -> LocalDate.parse(text);
      case 'T' -> LocalDateTime.parse(text);
      case 'h' -> LocalTime.parse(text);
      default -> text;
    };
  }
}
