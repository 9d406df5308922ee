package dev.culvert.magics.printopts;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All options, and which of them a name means.
 *
 * <p>A name is tried as a full name, as the part after the first dot, as a group ({@code
 * formatter}), as the part after the last dot, then as any part of a full name. The first that
 * finds something decides, so {@code threshold} is never {@code chop_threshold}. A name that finds
 * one option of NumPy's and one of pandas' that are called the same means both.
 */
final class Catalog {

  static final List<Definition> ALL = Stream.concat(numpy(), pandas()).toList();

  private Catalog() {}

  /** In the order of {@code numpy.get_printoptions()}. */
  private static Stream<Definition> numpy() {
    return Stream.of(
            Stream.of(
                numpy("edgeitems", 3, ValueKind.whole(0), "values at each end of a summary"),
                numpy(
                    "threshold",
                    1000L,
                    ValueKind.count(),
                    "the most values printed without a summary"),
                numpy(
                    "floatmode",
                    "maxprec",
                    ValueKind.oneOf("fixed", "unique", "maxprec", "maxprec_equal"),
                    "what precision means: exactly, ignored, at most, at most and equal for all"),
                numpy("precision", 8, ValueKind.digits(), "digits after the point in arrays"),
                numpy(
                    "suppress",
                    false,
                    ValueKind.truth(),
                    "true prints small numbers as 0 rather than all in scientific notation"),
                numpy("linewidth", 75, ValueKind.whole(1), "characters in a line"),
                numpy("nanstr", "nan", ValueKind.anyText(), "the text for not-a-number"),
                numpy("infstr", "inf", ValueKind.anyText(), "the text for infinity"),
                numpy("sign", "-", ValueKind.sign(), "the sign of numbers that are not negative")),
            FormatterOptions.definitions(),
            Stream.of(
                numpy(
                    "legacy",
                    false,
                    ValueKind.only(
                        false, "arrays are printed as one version of NumPy prints them, today's"),
                    "older versions are not imitated"),
                numpy(
                    "override_repr",
                    null,
                    ValueKind.functionOf(Object.class),
                    "how whole arrays are shown, whatever the other options say")))
        .flatMap(options -> options);
  }

  private static Stream<Definition> pandas() {
    return Stream.of(
        display(
            "chop_threshold",
            null,
            ValueKind.realOrNone(),
            "numbers up to this size are printed as 0"),
        display(
            "colheader_justify",
            "right",
            ValueKind.oneOf("left", "center", "right"),
            "where column names stand"),
        display(
            "expand_frame_repr",
            true,
            ValueKind.truth(),
            "true breaks wide frames into blocks of display.width"),
        display(
            "float_format", null, ValueKind.floatFormat(), "how floating point columns are shown"),
        display(
            "large_repr",
            "truncate",
            ValueKind.oneOf("truncate", "info"),
            "what is shown of a frame with too many rows or columns: its edges, or its columns'"
                + " names and types"),
        display("max_columns", 20, ValueKind.wholeOrNone(1), "more columns are cut in the middle"),
        display(
            "max_colwidth", 50, ValueKind.wholeOrNone(0), "characters of a value before it is cut"),
        display("max_rows", 60, ValueKind.wholeOrNone(1), "more rows are cut in the middle"),
        display("min_rows", 10, ValueKind.wholeOrNone(0), "rows that are left of a cut frame"),
        display("precision", 6, ValueKind.digits(), "digits after the point in frames"),
        display(
            "show_dimensions",
            "truncate",
            ValueKind.oneOf("true", "false", "truncate"),
            "whether rows x columns stands below; truncate: below a cut frame"),
        display(
            "unicode.ambiguous_as_wide",
            false,
            ValueKind.truth(),
            "true counts characters that only East Asian fonts draw wide as two, where"
                + " east_asian_width is true"),
        display(
            "unicode.east_asian_width",
            false,
            ValueKind.truth(),
            "true counts East Asian characters and most emoji as two"),
        display("width", 80, ValueKind.wholeOrNone(1), "characters in a line of a frame"));
  }

  private static Definition numpy(String name, Object value, ValueKind kind, String description) {
    return new Definition("numpy." + name, value, kind, description);
  }

  private static Definition display(String name, Object value, ValueKind kind, String description) {
    return new Definition("display." + name, value, kind, description);
  }

  /**
   * What a name means: one option, or one of each group with the same name.
   *
   * @throws UserError when it means none or several
   */
  static List<Definition> resolve(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    List<Definition> found = matches(wanted);
    if (found.isEmpty()) {
      throw unknown(name, wanted);
    }
    Set<String> names = found.stream().map(Definition::shortName).collect(Collectors.toSet());
    if (names.size() > 1 && !found.stream().allMatch(option -> option.isIn(wanted))) {
      throw UserError.usage(
          "print option '%s' is ambiguous: it could be %s. Write more of the name."
              .formatted(name, list(found)));
    }
    return found;
  }

  /** All options of which a full name has the text in it; all for an empty text. */
  static List<Definition> containing(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    return where(option -> option.name().contains(wanted));
  }

  private static List<Definition> matches(String wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    return Stream.<Predicate<Definition>>of(
            option -> option.name().equals(wanted),
            option -> option.shortName().equals(wanted),
            option -> option.isIn(wanted),
            option -> option.lastName().equals(wanted))
        .map(Catalog::where)
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElseGet(() -> containing(wanted));
  }

  private static List<Definition> where(Predicate<Definition> test) {
    return ALL.stream().filter(test).toList();
  }

  private static UserError unknown(String name, String wanted) {
    List<Definition> near = near(wanted);
    String all =
        new LinkedHashSet<>(ALL.stream().map(Definition::entry).toList())
            .stream().collect(Collectors.joining(", "));
    return UserError.usage(
        "no print option is called '%s'.%s The options are: %s."
            .formatted(name, near.isEmpty() ? "" : " Did you mean " + list(near) + "?", all));
  }

  /** The options of the name that is spelled most like a word; a short name may have several. */
  private static List<Definition> near(String word) {
    List<String> names =
        ALL.stream().flatMap(option -> Stream.of(option.name(), option.shortName())).toList();
    return Nearest.to(word, names)
        .map(name -> where(option -> List.of(option.name(), option.shortName()).contains(name)))
        .orElse(List.of());
  }

  private static String list(List<Definition> options) {
    List<String> names = options.stream().map(Definition::name).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
