package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a notebook shows: renderers as the kernel finds them, under the options of the door. */
@ResourceLock("PrintOptions")
class RenderersTest {

  private PrintSettings before;

  @BeforeEach
  void bindFreshSettings() {
    before = PrintOptions.settings();
    PrintOptions.bind(new PrintSettings());
  }

  @AfterEach
  void bindWhatWasBound() {
    PrintOptions.bind(before);
  }

  @Test
  void precisionRulesArraysAndFrames() {
    PrintOptions.set("precision", 4);
    assertThat(text(new double[] {1.123456789})).isEqualTo("[1.1235]");
    PrintOptions.set("precision", 3);
    assertThat(text(new double[] {2.0 / 3})).isEqualTo("[0.667]");
    assertThat(text(Series.ofDouble(0.5, 0.0005)))
        .isEqualTo("0    5.000e-01\n1    5.000e-04\ndtype: float64");
  }

  @Test
  void thresholdCutsArrays() {
    PrintOptions.set("threshold", 5);
    assertThat(text(IntStream.range(0, 10).toArray())).isEqualTo("[0, 1, 2, ..., 7, 8, 9]");
  }

  @Test
  void chopThresholdAndFormatsRuleFrames() {
    try (var o = PrintOptions.with("chop_threshold", 0.99)) {
      assertThat(text(Series.ofDouble(10, 1, 0.1)))
          .isEqualTo("0    10.0\n1     1.0\n2     0.0\ndtype: float64");
    }
    PrintOptions.set("float_format", x -> "%.1f".formatted(x));
    assertThat(text(Series.ofDouble(3.141592))).isEqualTo("0   3.1\ndtype: float64");
    PrintOptions.set("float_format", "${:,.2f}");
    assertThat(text(Series.ofDouble(10000000.0, 34589234.4)))
        .isEqualTo("0   $10,000,000.00\n1   $34,589,234.40\ndtype: float64");
  }

  @Test
  void rowsAreReadSetAndShortened() {
    assertThat(PrintOptions.get("min_rows")).isEqualTo(10);
    assertThat(PrintOptions.get("max_rows")).isEqualTo(60);
    PrintOptions.set("min_r", 2, "max_r", 4);
    DataFrame frame = DataFrame.byColumn("n").of(Series.ofInt(0, 1, 2, 3, 4));
    assertThat(text(frame)).isEqualTo("    n\n0   0\n.. ..\n4   4\n\n[5 rows x 1 columns]");
    PrintOptions.reset("max_rows");
    assertThat(PrintOptions.get("max_rows")).isEqualTo(60);
    assertThat(PrintOptions.get("min_rows")).isEqualTo(2);
  }

  @Test
  void frameIsShownAsTextAndAsHtmlThatIsEscaped() {
    DataFrame frame = DataFrame.byColumn("<i>").of(Series.of("<script>", "a & b"));
    Map<String, String> shown = render(frame).orElseThrow().data();
    assertThat(shown).containsOnlyKeys("text/plain", "text/html");
    assertThat(shown.get("text/html"))
        .contains("<th>&lt;i&gt;</th>", "<td>&lt;script&gt;</td>", "<td>a &amp; b</td>")
        .doesNotContain("<script>", "color");
  }

  @Test
  void cutFrameSaysHowLargeItIs() {
    Series<?>[] columns = new Series<?>[9];
    Arrays.fill(columns, Series.ofInt(IntStream.range(0, 458).toArray()));
    DataFrame frame = DataFrame.byColumn("a", "b", "c", "d", "e", "f", "g", "h", "i").of(columns);
    assertThat(render(frame).orElseThrow().data().get("text/html"))
        .contains("<p>458 rows × 9 columns</p>");
  }

  @Test
  void typeOfAVeryLongColumnOfObjectsIsToldFromWhatIsShownAndSamples() {
    Object[] values = IntStream.range(0, 200_000).boxed().toArray();
    values[100] = null;
    PrintOptions.set("max_rows", 4, "min_rows", 4);
    assertThat(text(Series.of(values))).endsWith("Length: 200000, dtype: int32");
    values[1] = null;
    assertThat(text(Series.of(values)))
        .isEqualTo(
            "0              0\n1           <NA>\n           ...  \n199998    199998\n"
                + "199999    199999\nLength: 200000, dtype: Int32");
    values[199_998] = "text";
    assertThat(text(DataFrame.byColumn("n").of(Series.of(values)))).contains("199998    text");
  }

  @Test
  void arraysOfEveryKindAreShown() {
    assertThat(text(new double[][] {{1, 2.5}, {3}})).isEqualTo("[[1. , 2.5],\n [3. ]]");
    assertThat(text(new int[][] {{1}, null, {}})).isEqualTo("[[1],\n None,\n []]");
    assertThat(text(new Integer[] {1, -20})).isEqualTo("[  1, -20]");
    assertThat(text(new Double[] {1.5, null})).isEqualTo("[1.5, None]");
    assertThat(text(new Number[] {1, 2.5})).isEqualTo("[1. , 2.5]");
    assertThat(text(new Boolean[] {true, false})).isEqualTo("[ True, False]");
    assertThat(text(new String[] {"a", null})).isEqualTo("['a', None]");
    assertThat(text(new BigDecimal[] {new BigDecimal("1.50")})).isEqualTo("[1.50]");
    assertThat(text(new Object[] {"a", 1, true, new int[3]})).isEqualTo("['a', 1, True, int[3]]");
    assertThat(text(new Object[] {"a\nb", (Object) List.of("x\ny")}))
        .isEqualTo("['a\\nb', [x\n         y]]");
    assertThat(text(new byte[0])).isEqualTo("[]");
  }

  @Test
  void arrayThatHoldsItselfIsShown() {
    Object[] own = new Object[1];
    own[0] = own;
    assertThat(text(own)).isEqualTo("[java.lang.Object[1]]");
  }

  @Test
  void listsOfNumbersAreShownAsArraysAndOtherValuesAreLeftAlone() {
    assertThat(text(List.of(1.5, 2.0))).isEqualTo("[1.5, 2. ]");
    assertThat(render(List.of("a", "b"))).isEmpty();
    assertThat(render(List.of())).isEmpty();
    assertThat(render("text")).isEmpty();
  }

  @Test
  void streamsOfPrimitivesAreReadAndShownAsArrays() {
    assertThat(text(IntStream.range(0, 3))).isEqualTo("[0, 1, 2]");
    assertThat(text(LongStream.of(-5, 10).parallel())).isEqualTo("[-5, 10]");
    assertThat(text(DoubleStream.of(1, 2.5))).isEqualTo("[1. , 2.5]");
    assertThat(text(IntStream.empty())).isEqualTo("[]");
    assertThat(text(IntStream.range(0, 2000)))
        .isEqualTo("[   0,    1,    2, ..., 1997, 1998, 1999]");
    assertThat(render(Stream.of(1, 2))).isEmpty();
  }

  @Test
  void streamThatWasReadBeforeIsLeftToJava() {
    IntStream stream = IntStream.range(0, 3);
    assertThat(text(stream)).isEqualTo("[0, 1, 2]");
    assertThat(render(stream)).isEmpty();
  }

  @Test
  void endlessStreamIsShownByItsBeginning() {
    assertThat(text(IntStream.iterate(1, i -> i * 10))).isEqualTo("[  1,  10, 100, ...]");
    PrintOptions.set("edgeitems", 0);
    assertThat(text(DoubleStream.generate(() -> 1))).isEqualTo("[...]");
  }

  @Test
  void formattersRuleEveryKindOfArray() {
    Function<Object, String> marked = value -> "<" + value + ">";
    PrintOptions.set("formatter", Map.of("all", marked));
    assertThat(text(new float[] {0.1f})).isEqualTo("[<0.1>]");
    assertThat(text(new Object[] {1, "a", null})).isEqualTo("[<1>, <a>, <null>]");
    assertThat(text(new char[] {'a'})).isEqualTo("[<a>]");
    LongFunction<String> hex = Long::toHexString;
    PrintOptions.set("int_kind", hex, "object", marked);
    assertThat(text(new int[] {255})).isEqualTo("[ff]");
    assertThat(text(List.of(254, 255))).isEqualTo("[fe, ff]");
    PrintOptions.set("float_kind", x -> "%.3f".formatted(x));
    assertThat(text(new Number[] {1, 2.5})).isEqualTo("[1.000, 2.500]");
    PrintOptions.reset("formatter");
    assertThat(text(new int[] {255})).isEqualTo("[255]");
  }

  @Test
  void overrideReprShowsWholeArrays() {
    Function<Object, String> length = array -> "of length " + Array.getLength(array);
    PrintOptions.set("override_repr", length);
    assertThat(text(new int[5])).isEqualTo("of length 5");
  }

  private static String text(Object value) {
    return render(value).orElseThrow().data().get("text/plain");
  }

  private static Optional<MimeBundle> render(Object value) {
    return ServiceLoader.load(Renderer.class).stream()
        .map(provider -> provider.get().render(value))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
