package dev.culvert.magics.printopts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Magic;
import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.printopts.ArrayRenderer;
import dev.culvert.magics.printopts.OptionList;
import dev.culvert.magics.printopts.PrintOptions;
import dev.culvert.magics.printopts.PrintSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock("PrintOptions")
class PrintOptsMagicTest {

  private final PrintSettings before = PrintOptions.settings();
  private final PrintOptsMagic magic = ofANewNotebook();

  private static PrintOptsMagic ofANewNotebook() {
    PrintOptions.bind(new PrintSettings());
    return new PrintOptsMagic();
  }

  @AfterEach
  void bindWhatWasBound() {
    PrintOptions.bind(before);
  }

  @Test
  void whatJavaCodeSetBeforeTheFirstMagicIsKept() throws Exception {
    PrintOptions.bind(new PrintSettings());
    PrintOptions.set("display.min_rows", 2);
    new PrintOptsMagic();
    assertThat(PrintOptions.settings()).hasToString("[display.min_rows=2]");
  }

  @Test
  void settingsOfALineHoldForTheNotebook() throws Exception {
    assertThat(run("precision=3", "suppress=true")).isNull();
    assertThat(PrintOptions.settings())
        .hasToString("[display.precision=3, numpy.precision=3, numpy.suppress=true]");
  }

  @Test
  void withoutWordsAllOptionsAreShown() throws Exception {
    OptionList all = (OptionList) run();
    assertThat(all.toString())
        .contains("numpy.edgeitems = 3\n", "display.max_rows = 60\n", "valid: true or false");
    assertThat(all.toMimeBundle().data()).containsOnlyKeys("text/plain", "text/html");
  }

  @Test
  void getShowsTheValueAndTheDefaultItHides() throws Exception {
    run("display.precision=2");
    assertThat(run("get", "precision"))
        .hasToString("numpy.precision    8\ndisplay.precision  2 (default 6)");
    assertThat(run("get", "chop")).hasToString("display.chop_threshold  none");
  }

  @Test
  void describeAndResetTakeAPattern() throws Exception {
    run("max_rows=1", "min_rows=2");
    assertThat(((OptionList) run("describe", "_rows")).options()).hasSize(2);
    assertThat(run("reset", "max_r")).isNull();
    assertThat(PrintOptions.settings()).hasToString("[display.min_rows=2]");
    run("reset");
    assertThat(PrintOptions.settings()).hasToString("[]");
  }

  @Test
  void settingsOfACellHoldUntilItIsLeft() throws Exception {
    run("precision=5");
    magic.enter(call(List.of("precision=2", "width=40"), "df"));
    magic.enter(call(List.of("precision=1"), "df"));
    assertThat(PrintOptions.get("precision")).isEqualTo(1);
    magic.leave();
    assertThat(PrintOptions.get("precision")).isEqualTo(2);
    magic.leave();
    assertThat(PrintOptions.settings()).hasToString("[display.precision=5, numpy.precision=5]");
  }

  @Test
  void cellWithABadSettingIsNotEntered() {
    assertThatThrownBy(() -> magic.enter(call(List.of("precision=x"), "df")))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("Nothing was changed.");
    assertThatThrownBy(() -> magic.enter(call(List.of(), "df")))
        .isInstanceOf(UserError.class)
        .hasMessage("%%printopts: needs settings, as %%printopts precision=3.");
    assertThat(PrintOptions.settings()).hasToString("[]");
  }

  @Test
  void functionsOfALineReachTheirOptions() throws Exception {
    DoubleFunction<Object> rounded = Math::round;
    Function<Object, Object> star = value -> "*";
    run(List.of("float_kind=f", "formatter=m", "edgeitems=2"), rounded, Map.of("int", star), 2L);
    assertThat(PrintOptions.settings())
        .hasToString("[numpy.edgeitems=2, numpy.formatter.int=a function]");
    run(List.of("float_kind=f"), rounded);
    assertThat(new ArrayRenderer().render(new double[] {1.5}).orElseThrow())
        .isEqualTo(MimeBundle.text("[2]"));
    assertThatThrownBy(() -> run(List.of("width=f"), rounded))
        .hasMessage(
            "display.width cannot be a function of a double. Valid: a whole number from 1 on, or"
                + " none. Nothing was changed.");
  }

  @Test
  void functionThatFailsIsOneClearError() throws Exception {
    DoubleFunction<Object> wrong = x -> "%d".formatted(x);
    run(List.of("float_kind=f"), wrong);
    assertThatThrownBy(() -> new ArrayRenderer().render(new double[] {1.5}))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.name()).isEqualTo("FormatError"))
        .hasMessage(
            "the function of numpy.formatter.float_kind failed:"
                + " java.util.IllegalFormatConversionException: d != java.lang.Double. Set another"
                + " one, or none: %printopts reset numpy.formatter.float_kind");
  }

  @Test
  void lambdasAreCompiledToWhatTheirOptionsTake() {
    assertThat(magic.model().functions())
        .containsEntry("display.float_format", "java.util.function.DoubleFunction<?>")
        .containsEntry("numpy.formatter.int", "java.util.function.LongFunction<?>")
        .containsEntry("numpy.formatter.bool", "java.util.function.Function<java.lang.Boolean, ?>")
        .containsKey("numpy.override_repr")
        .hasSize(11);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "precision 3 | %printopts: 'precision' is no setting. Write name=value without blanks"
            + " around =, as precision=3. Nothing was changed.",
        "precision=2 get width | %printopts: settings cannot stand before a command. Write them on"
            + " a line of their own. Nothing was changed.",
        "get | %printopts get: missing required parameter: 'NAME'. See %printopts get --help.",
        "--precision | %printopts: unknown option '--precision'. See %printopts --help.",
      })
  void wrongCallIsOneClearError(String line, String message) {
    assertThatThrownBy(() -> run(line.split(" ")))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.name()).isEqualTo("UsageError"))
        .hasMessage(message);
    assertThat(PrintOptions.settings()).hasToString("[]");
  }

  @Test
  void kernelFindsItAndKnowsThatItRunsCells() {
    assertThat(ServiceLoader.load(Magic.class))
        .anySatisfy(
            found -> {
              assertThat(found.model().name()).isEqualTo("printopts");
              assertThat(found.model().runsCell()).isTrue();
              assertThat(found.model().subcommand("get")).isPresent();
            });
  }

  private Object run(String... words) throws Exception {
    return magic.run(call(List.of(words), null));
  }

  private Object run(List<String> words, Object... values) throws Exception {
    return magic.run(
        new MagicCall(words, Arrays.asList(values), "", null, new RecordingNotebook()));
  }

  private static MagicCall call(List<String> words, String body) {
    return new MagicCall(words, String.join(" ", words), body, new RecordingNotebook());
  }
}
