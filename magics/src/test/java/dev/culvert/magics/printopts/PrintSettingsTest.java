package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintSettingsTest {

  private static final String ALL =
      " The options are: edgeitems, threshold, floatmode, precision, suppress, linewidth, nanstr,"
          + " infstr, sign, formatter, legacy, override_repr, chop_threshold, colheader_justify,"
          + " expand_frame_repr, float_format, large_repr, max_columns, max_colwidth, max_rows,"
          + " min_rows, show_dimensions, unicode, width.";

  private final PrintSettings settings = new PrintSettings();

  @Test
  void optionsAndTheirDefaultsAreThoseOfNumPyInItsOrder() {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (PrintOption option : settings.describe("numpy.")) {
      String name = option.name().replaceAll("^numpy\\.|(?<=formatter)\\..*", "");
      defaults.put(name, option.defaultValue().replace("'", ""));
    }
    assertThat(defaults.toString()).isEqualToIgnoringCase(Golden.defaults("numpy").toString());
  }

  @Test
  void optionsOfPandasHaveItsDefaults() {
    Map<String, String> defaults = new TreeMap<>();
    for (PrintOption option : settings.describe("display.")) {
      defaults.put(option.name().replaceFirst("display\\.", ""), option.defaultValue());
    }
    assertThat(defaults.remove("max_columns")).isEqualTo("20"); // as in a notebook
    assertThat(defaults.toString()).isEqualToIgnoringCase(Golden.defaults("display").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "threshold, numpy.threshold",
    "chop, display.chop_threshold",
    "max_r, display.max_rows",
    "max_rows, display.max_rows",
    "min_r, display.min_rows",
    "display.max_rows, display.max_rows",
    "display.min_r, display.min_rows",
    "numpy.prec, numpy.precision",
    "display.precision, display.precision",
    "width, display.width",
    "linew, numpy.linewidth",
    "supp, numpy.suppress",
    "MAX_ROWS, display.max_rows",
    "' edge ', numpy.edgeitems",
    "formatter.float, numpy.formatter.float",
    "float, numpy.formatter.float",
    "float_k, numpy.formatter.float_kind",
    "float_f, display.float_format",
    "all, numpy.formatter.all",
    "east_asian_width, display.unicode.east_asian_width",
    "ambig, display.unicode.ambiguous_as_wide",
    "large, display.large_repr",
  })
  void anyUnambiguousPartOfANameIsEnough(String name, String option) {
    assertThat(settings.find(name)).extracting(PrintOption::name).containsExactly(option);
  }

  @ParameterizedTest
  @CsvSource({"precision", "prec"})
  void bareNameOfBothGroupsMeansBoth(String name) {
    settings.set(Map.of(name, 3));
    assertThat(settings.arrayStyle().precision()).isEqualTo(3);
    assertThat(settings.tableStyle().precision()).isEqualTo(3);
    assertThat(settings.get(name)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows | print option 'rows' is ambiguous: it could be display.max_rows or display.min_rows."
            + " Write more of the name.",
        "max | print option 'max' is ambiguous: it could be display.max_columns,"
            + " display.max_colwidth or display.max_rows. Write more of the name.",
        "thresh | print option 'thresh' is ambiguous: it could be numpy.threshold or"
            + " display.chop_threshold. Write more of the name.",
        "kind | print option 'kind' is ambiguous: it could be numpy.formatter.int_kind,"
            + " numpy.formatter.float_kind or numpy.formatter.str_kind. Write more of the name.",
      })
  void nameThatMeansSeveralOptionsOrNoneIsRefused(String name, String message) {
    assertUsageError(Map.of(name, 3), message);
  }

  @Test
  void nameOfAGroupMeansAllOptionsBelowIt() {
    settings.set(Map.of("unicode", true));
    assertThat(settings)
        .hasToString(
            "[display.unicode.ambiguous_as_wide=true, display.unicode.east_asian_width=true]");
    settings.reset("unicode");
    Function<Object, String> star = value -> "*";
    settings.set(Map.of("numpy.formatter", Map.of("int_kind", star, "float", "{:.1f}")));
    assertThat(settings)
        .hasToString("[numpy.formatter.float={:.1f}, numpy.formatter.int_kind=a function]");
    settings.set(Map.of("formatter", Map.of("bool", star)));
    assertThat(settings).hasToString("[numpy.formatter.bool=a function]");
    settings.set(Map.of("formatter", "none"));
    assertThat(settings).hasToString("[]");
    assertThat(settings.get("formatter")).isNull();
  }

  @Test
  void groupWithAWrongNameChangesNothing() {
    assertUsageError(
        Map.of("formatter", Map.of("complex_kind", "{:.1f}", "float", "{:.1f}")),
        "'formatter' has no 'complex_kind'. It has all, bool, int, int_kind, float, float_kind,"
            + " numpystr, str_kind, object. Nothing was changed.");
  }

  @Test
  void lambdaWithoutTypesIsOneOfADoubleAndOtherKindsSayHowToWriteIt() {
    DoubleFunction<String> ofDouble = x -> "";
    String cannot =
        "numpy.formatter.%s cannot be a function of a double: write (%s) before the"
            + " lambda. Valid: %s. Nothing was changed.";
    assertUsageError(
        Map.of("int_kind", ofDouble),
        cannot.formatted("int_kind", "LongFunction<String>", "a function of a long, or none"));
    assertUsageError(
        Map.of("str_kind", ofDouble),
        cannot.formatted(
            "str_kind", "Function<String, String>", "a function of a String, or none"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "presicion | Did you mean numpy.precision or display.precision?",
        "max_row5 | Did you mean display.max_rows?",
        "display.widht | Did you mean display.width?",
      })
  void unknownNameIsAnsweredWithTheNearest(String name, String hint) {
    assertUsageError(
        Map.of(name, 3), "no print option is called '%s'. %s%s".formatted(name, hint, ALL));
  }

  @Test
  void nameThatIsNearNothingIsAnsweredWithAll() {
    assertUsageError(Map.of("colour", 3), "no print option is called 'colour'." + ALL);
    assertUsageError(Map.of("", 3), "no print option is called ''." + ALL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numpy.precision | three | numpy.precision cannot be 'three'. Valid: a whole number from 0"
            + " to 1100. Nothing was changed.",
        "numpy.precision | -1 | numpy.precision cannot be '-1'. Valid: a whole number from 0 to 1100."
            + " Nothing was changed.",
        "numpy.precision | 2.5 | numpy.precision cannot be '2.5'. Valid: a whole number from 0 to 1100."
            + " Nothing was changed.",
        "floatmode | equal | numpy.floatmode cannot be 'equal'. Valid: one of fixed, unique,"
            + " maxprec, maxprec_equal. Nothing was changed.",
        "suppress | yes | numpy.suppress cannot be 'yes'. Valid: true or false. Nothing was"
            + " changed.",
        "sign | * | numpy.sign cannot be '*'. Valid: '-', '+' or ' '. Nothing was changed.",
        "numpy.threshold | nan | numpy.threshold cannot be 'nan'. Valid: a whole number from 0 on,"
            + " or inf. Nothing was changed.",
        "max_rows | 0 | display.max_rows cannot be '0'. Valid: a whole number from 1 on, or none."
            + " Nothing was changed.",
        "chop_threshold | nan | display.chop_threshold cannot be 'nan'. Valid: a number from 0 on,"
            + " or none. Nothing was changed.",
        "float_format | abc | display.float_format cannot be 'abc': it has no place for a number."
            + " Valid: a format such as {:,.2f} or %.2f, a function of a double, or none. Nothing"
            + " was changed.",
        "float_format | {:d} | display.float_format cannot be '{:d}': 'd' is not a format of a"
            + " number. Valid: a format such as {:,.2f} or %.2f, a function of a double, or none."
            + " Nothing was changed.",
        "float_format | {:.1f} {:.1f} | display.float_format cannot be '{:.1f} {:.1f}': it has '{'"
            + " in the text around the number. Valid: a format such as {:,.2f} or %.2f, a function of"
            + " a double, or none. Nothing was changed.",
        "numpy.precision | 1101 | numpy.precision cannot be '1101'. Valid: a whole number from 0 to"
            + " 1100. Nothing was changed.",
        "edgeitems | -2 | numpy.edgeitems cannot be '-2'. Valid: a whole number from 0 on. Nothing"
            + " was changed.",
        "float_format | %.9999f | display.float_format cannot be '%.9999f': it asks for more than"
            + " 1100 characters. Valid: a format such as {:,.2f} or %.2f, a function of a double,"
            + " or none. Nothing was changed.",
        "legacy | 1.13 | numpy.legacy cannot be '1.13': arrays are printed as one version of NumPy"
            + " prints them, today's. Valid: false. Nothing was changed.",
        "int_kind | {:d} | numpy.formatter.int_kind cannot be '{:d}'. Valid: a function of a long,"
            + " or none. Nothing was changed.",
        "override_repr | x | numpy.override_repr cannot be 'x'. Valid: a function of any value, or"
            + " none. Nothing was changed.",
        "large_repr | short | display.large_repr cannot be 'short'. Valid: one of truncate, info."
            + " Nothing was changed.",
        "show_dimensions | maybe | display.show_dimensions cannot be 'maybe'. Valid: one of true,"
            + " false, truncate. Nothing was changed.",
      })
  void badValueNamesTheValidOnes(String name, String value, String message) {
    assertUsageError(Map.of(name, value), message);
  }

  @Test
  void oneBadValueAmongGoodOnesChangesNothing() {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("suppress", true);
    wanted.put("precision", "many");
    assertUsageError(
        wanted,
        "numpy.precision cannot be 'many'. Valid: a whole number from 0 to 1100. Nothing was changed.");
  }

  @Test
  void scopePutsBackWhatWasSetBefore() {
    settings.set(Map.of("precision", 5));
    try (var scope = settings.with(Map.of("numpy.precision", 2, "suppress", "true"))) {
      assertThat(settings.toString()).contains("numpy.precision=2", "numpy.suppress=true");
      settings.set(Map.of("max_rows", 7));
    }
    assertThat(settings)
        .hasToString("[display.max_rows=7, display.precision=5, numpy.precision=5]");
  }

  @Test
  void valueOfTwoOptionsThatDifferIsNotGuessed() {
    assertThatThrownBy(() -> settings.get("precision"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "'precision' means several options: numpy.precision is 8 and display.precision is 6."
                + " Name one.");
  }

  @Test
  void resetPutsBackOneOptionSomeOrAll() {
    settings.set(
        Map.of("max_rows", 1, "min_rows", 2, "precision", 3, "numpy.threshold", 4, "width", 5));
    settings.reset("max_r");
    assertThat(settings.get("max_rows")).isEqualTo(60);
    settings.reset("precision");
    assertThat(settings).hasToString("[display.min_rows=2, display.width=5, numpy.threshold=4]");
    settings.reset("display");
    assertThat(settings).hasToString("[numpy.threshold=4]");
    settings.reset("all");
    assertThat(settings).hasToString("[]");
    assertThatThrownBy(() -> settings.reset("colour")).isInstanceOf(UserError.class);
  }

  @Test
  void noneIsAValueOfOptionsThatHaveNoLimit() {
    settings.set(Map.of("max_rows", "None", "width", "none", "numpy.threshold", "inf"));
    assertThat(settings.get("max_rows")).isNull();
    assertThat(settings.tableStyle().width()).isNull();
    assertThat(settings.arrayStyle().threshold()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void describeShowsEveryOptionThatHasTheText() {
    assertThat(settings.describe("max_"))
        .extracting(PrintOption::name)
        .isEqualTo(List.of("display.max_columns", "display.max_colwidth", "display.max_rows"));
    assertThat(new OptionList(settings.describe("max_rows"), true))
        .hasToString(
            """
            display.max_rows = 60
                more rows are cut in the middle
                valid: a whole number from 1 on, or none""");
  }

  private void assertUsageError(Map<String, ?> wanted, String message) {
    assertThatThrownBy(() -> settings.set(wanted))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.name()).isEqualTo("UsageError"))
        .hasMessage(message);
    assertThat(settings).hasToString("[]");
  }
}
