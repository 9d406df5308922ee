package dev.culvert.magics.printopts;

import dev.culvert.api.UserError;
import dev.culvert.magics.printopts.array.ArrayStyle;
import dev.culvert.magics.printopts.array.ArrayStyle.FloatMode;
import dev.culvert.magics.printopts.array.ArrayStyle.Sign;
import dev.culvert.magics.printopts.table.TableStyle;
import dev.culvert.magics.printopts.table.TableStyle.Dimensions;
import dev.culvert.magics.printopts.table.TableStyle.Justify;
import dev.culvert.magics.printopts.table.TableStyle.LargeFrames;
import dev.culvert.magics.printopts.table.TableStyle.TextWidth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * The print options of one notebook.
 *
 * <p>Invariant: the values are one immutable map that is swapped as a whole, so a call that sets
 * several options sets all of them or, when one is wrong, none; and what prints sees either all or
 * none. Any thread may call.
 */
public final class PrintSettings {

  private static final Map<String, Object> DEFAULTS = defaults();

  private volatile Map<String, Object> values = DEFAULTS;

  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    Catalog.ALL.forEach(option -> defaults.put(option.name(), option.defaultValue()));
    return Collections.unmodifiableMap(defaults);
  }

  /**
   * Sets options.
   *
   * @param wanted values by name; any unambiguous part of a name, and values as objects or as text
   * @throws UserError when a name or a value is wrong; then nothing is changed
   */
  public void set(Map<String, ?> wanted) {
    Map<String, Object> parsed = parse(wanted);
    change(parsed);
  }

  /**
   * Sets options, and puts the values they have now back when the result is closed.
   *
   * @throws UserError when a name or a value is wrong; then nothing is changed
   */
  public Scope with(Map<String, ?> wanted) {
    Map<String, Object> parsed = parse(wanted);
    Map<String, Object> before = new LinkedHashMap<>(values);
    before.keySet().retainAll(parsed.keySet());
    change(parsed);
    return () -> change(before);
  }

  /**
   * The value of an option.
   *
   * @throws UserError when the name means no option, or several that are set differently
   */
  public Object get(String name) {
    List<Definition> found = Catalog.resolve(name);
    Map<String, Object> now = values;
    Object value = now.get(found.get(0).name());
    boolean same = found.stream().allMatch(option -> Objects.equals(value, now.get(option.name())));
    if (!same) {
      String each =
          found.stream()
              .map(option -> option.name() + " is " + option.kind().show(now.get(option.name())))
              .collect(Collectors.joining(" and "));
      throw UserError.usage("'%s' means several options: %s. Name one.".formatted(name, each));
    }
    return value;
  }

  /** The options a name means: one, or NumPy's and pandas' of that name. */
  public List<PrintOption> find(String name) {
    return shown(Catalog.resolve(name));
  }

  /** The options of which the full name has the text in it; all for an empty text. */
  public List<PrintOption> describe(String pattern) {
    List<Definition> found = Catalog.containing(pattern);
    return shown(found.isEmpty() ? Catalog.resolve(pattern) : found);
  }

  /**
   * Puts defaults back.
   *
   * @param pattern {@code all}, or a part of names: every option that has it is reset, unless an
   *     option is called just so
   * @return the options that were reset
   * @throws UserError when there is none
   */
  public List<PrintOption> reset(String pattern) {
    List<Definition> found = toReset(pattern);
    Map<String, Object> before = new LinkedHashMap<>();
    found.forEach(option -> before.put(option.name(), option.defaultValue()));
    change(before);
    return shown(found);
  }

  private static List<Definition> toReset(String pattern) {
    if (pattern.equalsIgnoreCase("all")) {
      return Catalog.ALL;
    }
    List<Definition> exact =
        Catalog.ALL.stream()
            .filter(option -> option.shortName().equalsIgnoreCase(pattern))
            .toList();
    List<Definition> found = exact.isEmpty() ? Catalog.containing(pattern) : exact;
    return found.isEmpty() ? Catalog.resolve(pattern) : found;
  }

  /**
   * The options that take functions, each with the functional interface that a lambda for it
   * becomes, as {@code java.util.function.DoubleFunction<?>}.
   */
  public Map<String, String> functionTypes() {
    Map<String, String> types = new LinkedHashMap<>();
    for (Definition option : Catalog.ALL) {
      option.kind().functionType().ifPresent(type -> types.put(option.name(), type));
    }
    return types;
  }

  /** How arrays are printed now. */
  public ArrayStyle arrayStyle() {
    Map<String, Object> now = values;
    return new ArrayStyle(
        (Integer) now.get("numpy.edgeitems"),
        (Long) now.get("numpy.threshold"),
        FloatMode.valueOf(upper(now.get("numpy.floatmode"))),
        (Integer) now.get("numpy.precision"),
        (Boolean) now.get("numpy.suppress"),
        (Integer) now.get("numpy.linewidth"),
        (String) now.get("numpy.nanstr"),
        (String) now.get("numpy.infstr"),
        sign((String) now.get("numpy.sign")),
        FormatterOptions.of(now));
  }

  /** How frames and series are printed now. */
  public TableStyle tableStyle() {
    Map<String, Object> now = values;
    return new TableStyle(
        (Integer) now.get("display.max_rows"),
        (Integer) now.get("display.min_rows"),
        (Integer) now.get("display.max_columns"),
        (Integer) now.get("display.max_colwidth"),
        (Integer) now.get("display.width"),
        (Boolean) now.get("display.expand_frame_repr"),
        (Integer) now.get("display.precision"),
        floatFormat("display.float_format", now),
        (Double) now.get("display.chop_threshold"),
        dimensions((String) now.get("display.show_dimensions")),
        Justify.valueOf(upper(now.get("display.colheader_justify"))),
        now.get("display.large_repr").equals("info") ? LargeFrames.INFO : LargeFrames.CUT,
        textWidth(now));
  }

  /** The function that shows whole arrays, if there is one. */
  public Optional<Function<Object, String>> overrideRepr() {
    String option = "numpy.override_repr";
    return Optional.ofNullable(values.get(option))
        .map(function -> FormatterOptions.safe(option, function));
  }

  private static DoubleFunction<String> floatFormat(String option, Map<String, Object> now) {
    Object stored = now.get(option);
    if (stored == null) {
      return null;
    }
    Function<Object, String> format = FormatterOptions.safe(option, stored);
    return format::apply;
  }

  private static TextWidth textWidth(Map<String, Object> now) {
    if (!(Boolean) now.get("display.unicode.east_asian_width")) {
      return TextWidth.CODE_POINTS;
    }
    return (Boolean) now.get("display.unicode.ambiguous_as_wide")
        ? TextWidth.EAST_ASIAN_AMBIGUOUS_WIDE
        : TextWidth.EAST_ASIAN;
  }

  private static String upper(Object word) {
    return word.toString().toUpperCase(Locale.ROOT);
  }

  private static Sign sign(String text) {
    return switch (text) {
      case "+" -> Sign.PLUS;
      case " " -> Sign.SPACE;
      default -> Sign.MINUS;
    };
  }

  private static Dimensions dimensions(String text) {
    return switch (text) {
      case "true" -> Dimensions.ALWAYS;
      case "false" -> Dimensions.NEVER;
      default -> Dimensions.TRUNCATE;
    };
  }

  private List<PrintOption> shown(List<Definition> options) {
    Map<String, Object> now = values;
    return options.stream().map(option -> option.with(now.get(option.name()))).toList();
  }

  private static Map<String, Object> parse(Map<String, ?> wanted) {
    Map<String, Object> parsed = new LinkedHashMap<>();
    for (Map.Entry<String, ?> entry : wanted.entrySet()) {
      List<Definition> options = Catalog.resolve(entry.getKey());
      if (options.size() > 1 && entry.getValue() instanceof Map<?, ?> group) {
        parsed.putAll(parse(entry.getKey(), options, group));
        continue;
      }
      for (Definition option : options) {
        parsed.put(option.name(), parse(option, entry.getValue()));
      }
    }
    return parsed;
  }

  /** Values of a group by their names in it, as NumPy's formatter is set; others become none. */
  private static Map<String, Object> parse(String name, List<Definition> options, Map<?, ?> group) {
    Map<String, Object> parsed = new LinkedHashMap<>();
    for (Definition option : options) {
      parsed.put(option.name(), parse(option, group.get(option.lastName())));
    }
    List<String> known = options.stream().map(Definition::lastName).toList();
    for (Object key : group.keySet()) {
      if (!known.contains(key)) {
        throw UserError.usage(
            "'%s' has no '%s'. It has %s. Nothing was changed."
                .formatted(name, key, String.join(", ", known)));
      }
    }
    return parsed;
  }

  private static Object parse(Definition option, Object given) {
    try {
      return option.kind().parse(given);
    } catch (IllegalArgumentException wrong) {
      boolean says = wrong.getMessage() != null && !(wrong instanceof NumberFormatException);
      throw new UserError(
          "UsageError",
          "%s cannot be %s%s. Valid: %s. Nothing was changed."
              .formatted(
                  option.name(),
                  shown(given),
                  says ? ": " + wrong.getMessage() : "",
                  option.kind().valid()),
          wrong);
    }
  }

  private static String shown(Object given) {
    if (given instanceof CharSequence) {
      return "'" + given + "'";
    }
    if (given instanceof DoubleFunction<?>) {
      return "a function of a double";
    }
    boolean function = given instanceof LongFunction<?> || given instanceof Function<?, ?>;
    return function ? "a function" : String.valueOf(given);
  }

  private synchronized void change(Map<String, Object> parsed) {
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.putAll(parsed);
    values = Collections.unmodifiableMap(changed);
  }

  /** Options that are set for a while. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    /** Puts back what was set before. */
    @Override
    void close();
  }

  /** The options that differ from their defaults. */
  @Override
  public String toString() {
    Map<String, Object> now = values;
    return Catalog.ALL.stream()
        .filter(option -> !Objects.equals(option.defaultValue(), now.get(option.name())))
        .map(option -> option.name() + "=" + option.kind().show(now.get(option.name())))
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }
}
