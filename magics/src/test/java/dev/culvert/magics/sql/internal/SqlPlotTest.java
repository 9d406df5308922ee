package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Plots, read as the XML they are. */
class SqlPlotTest {

  @TempDir Path folder;
  private SqlNotebook notebook;

  @BeforeEach
  void open() {
    notebook = new SqlNotebook();
    notebook.with(
        "df",
        DataFrame.foldByRow("genre", "n", "price")
            .of("crime", 4, 9.5, "<b>&", 2, 12.25, null, -1, null));
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void barsAreAsHighAsTheirValuesAndNamesAreEscaped() throws Exception {
    notebook.line("plot bar --y n df");
    Document svg = svg();
    List<String> titles = texts(svg, "title");
    assertThat(titles).containsExactly("crime, n: 4", "<b>&, n: 2", "NULL, n: -1");
    NodeList bars = svg.getElementsByTagName("rect");
    double four = number(bars, 0, "height");
    assertThat(number(bars, 1, "height")).isCloseTo(four / 2, within());
    assertThat(number(bars, 2, "height")).isCloseTo(four / 4, within());
    assertThat(number(bars, 2, "y")).isCloseTo(number(bars, 0, "y") + four, within());
    assertThat(notebook.texts().get(0))
        .isEqualTo(
            "n by genre\ncrime "
                + "█".repeat(40)
                + " 4\n<b>&  "
                + "█".repeat(20)
                + " 2\nNULL  "
                + "█".repeat(10)
                + " -1");
  }

  @Test
  void severalColumnsHaveALegendAndTheirOwnColours() throws Exception {
    notebook.line("plot bar df");
    Document svg = svg();
    assertThat(texts(svg, "text")).contains("n", "price", "genre", "crime", "0");
    List<String> fills = attributes(svg, "rect", "fill");
    assertThat(fills.get(0)).isNotEqualTo(fills.get(1));
  }

  @Test
  void aHistogramCountsEachValueOnceAndSaysWhatIsNull() throws Exception {
    notebook.with("values", DataFrame.byColumn("v").of(Series.of(1, 1, 2, 3, 4, null, 10)));
    notebook.line("plot hist --bins 3 values");
    assertThat(texts(svg(), "title")).containsExactly("1 to 4: 4", "4 to 7: 1", "7 to 10: 1");
    assertThat(notebook.texts()).contains("1 row with NULL left out");
    assertThat(Histogram.of(new double[] {5, 5}, 0).counts()).containsExactly(2);
    double[] many = IntStream.range(0, 1000).mapToDouble(i -> Math.sin(i)).toArray();
    assertThat(IntStream.of(Histogram.of(many, 0).counts()).sum()).isEqualTo(1000);
  }

  @Test
  void aLineStopsAtNullAndTimesAreWrittenAsTimes() throws Exception {
    List<LocalDate> days = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      days.add(LocalDate.of(2024, 3, 30).plusDays(i));
    }
    notebook.with(
        "sold",
        DataFrame.byColumn("day", "n").of(Series.ofIterable(days), Series.of(3, 4, null, 5)));
    notebook.line("plot line sold");
    Document svg = svg();
    assertThat(texts(svg, "text")).contains("30 Mar", "31 Mar", "1 Apr", "2 Apr");
    String path =
        attributes(svg, "path", "d").stream().filter(d -> d.contains("L")).findFirst().get();
    assertThat(path.chars().filter(c -> c == 'M').count()).isEqualTo(2);
  }

  @Test
  void manyRowsAreThinnedSoThatPeaksStayAndTheNoteSaysSo() throws Exception {
    int[] ys = new int[100_000];
    ys[54_321] = 7;
    notebook.with(
        "many",
        DataFrame.byColumn("x", "y")
            .of(Series.ofInt(IntStream.range(0, ys.length).toArray()), Series.ofInt(ys)));
    notebook.line("plot line many");
    assertThat(svgText().length()).isLessThan(60_000);
    assertThat(texts(svg(), "text")).contains("7");
    String path =
        attributes(svg(), "path", "d").stream().filter(d -> d.contains("L")).findFirst().get();
    assertThat(path.replaceAll("[ML][\\d.]+,", " ").strip().split(" ")).contains("14.0");
    assertThat(notebook.texts())
        .contains("100,000 rows, drawn by the least and the most of each stretch");
    notebook.shown().clear();
    notebook.line("plot scatter many");
    assertThat(svg().getElementsByTagName("circle").getLength()).isEqualTo(5000);
    assertThat(notebook.texts()).contains("5,000 of 100,000 rows drawn, evenly chosen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 10 | 0 2 4 6 8 10",
        "-3 | 4 | −3 −2 −1 0 1 2 3 4",
        "0 | 0.31 | 0.00 0.05 0.10 0.15 0.20 0.25 0.30 0.35",
        "5 | 5 | 2 3 4 5 6 7 8",
        "0 | 2500000 | 0 500,000 1,000,000 1,500,000 2,000,000 2,500,000",
        "0 | 5e12 | 0 1.00e+12 2.00e+12 3.00e+12 4.00e+12 5.00e+12",
      })
  void anAxisHasRoundNumbersAroundTheValues(double least, double most, String labels) {
    assertThat(PlotAxis.numbers(least, most).ticks().stream().map(PlotAxis.Tick::label))
        .containsExactly(labels.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01T00:00, 2024-01-01T00:03, 00:00:00|00:00:30|00:01:00",
    "2024-01-01T22:00, 2024-01-02T23:00, 2 Jan 00:00|2 Jan 06:00",
    "2024-01-15T00:00, 2024-06-01T00:00, Feb 2024|Mar 2024",
    "1990-05-01T00:00, 2024-06-01T00:00, 1995|2000",
  })
  void anAxisOfTimesHasUsualSteps(LocalDateTime from, LocalDateTime to, String labels) {
    PlotAxis axis = PlotAxis.times(PlotAxis.seconds(from), PlotAxis.seconds(to));
    assertThat(axis.ticks().stream().map(PlotAxis.Tick::label))
        .containsSubsequence(labels.split("\\|"))
        .hasSizeBetween(2, 8);
  }

  @Test
  void aQueryIsPlottedAndThePictureAlsoGoesToAFile() throws Exception {
    notebook.connected(TestServer.EMBEDDED);
    notebook.with("least", 2);
    notebook.magic(
        List.of(
            "plot",
            "bar",
            "--title",
            "A < B",
            "--svg",
            folder.resolve("p.svg").toString(),
            "SELECT seq AS a, seq * 2 AS b FROM seq_1_to_5 WHERE seq > :least"));
    assertThat(texts(svg(), "title")).containsExactly("3, b: 6", "4, b: 8", "5, b: 10");
    assertThat(folder.resolve("p.svg")).hasContent(svgText());
    assertThat(texts(svg(), "text")).contains("A < B");
    assertThat(notebook.shown()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plot bar words | no other column holds numbers, so there is nothing to plot.",
        "plot bar --y nn df | there is no column 'nn'. There are: genre, n, price.",
        "plot line --y genre df | column genre holds no numbers but String.",
        "plot bar nothing | %sql plot: there is no variable nothing in the notebook. A query stands"
            + " in quotes.",
        "plot bar --bins 3 df | --bins is for hist, from 1 to 1000.",
        "plot bar none | there is no row to plot.",
        "plot bar hundred | bar draws up to 60 rows, and there are 100. Group them, or say ORDER BY"
            + " ... LIMIT.",
      })
  void whatCannotBeDrawnIsSaid(String line, String message) {
    notebook.with("words", DataFrame.foldByRow("a", "b").of("x", "y"));
    notebook.with("none", DataFrame.empty("a", "b"));
    int[] hundred = IntStream.range(0, 100).toArray();
    notebook.with(
        "hundred", DataFrame.byColumn("a", "b").of(Series.ofInt(hundred), Series.ofInt(hundred)));
    assertThatThrownBy(() -> notebook.line(line)).isInstanceOf(UserError.class).hasMessage(message);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.05);
  }

  private String svgText() {
    return ((MimeBundle) notebook.shown().get(0)).data().get("text/html");
  }

  private Document svg() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svgText())));
  }

  private static double number(NodeList nodes, int index, String attribute) {
    return Double.parseDouble(
        nodes.item(index).getAttributes().getNamedItem(attribute).getNodeValue());
  }

  private static List<String> texts(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  private static List<String> attributes(Document svg, String tag, String name) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getAttributes().getNamedItem(name).getNodeValue())
        .toList();
  }
}
