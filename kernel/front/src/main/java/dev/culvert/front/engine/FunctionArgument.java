package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A lambda or method reference in a magic's {@code name={...}}: Java gives it no type of its own,
 * so the name has to tell what it is compiled to.
 */
final class FunctionArgument {

  /** {@code x ->} or {@code (a, b) ->}. */
  private static final Pattern LAMBDA = Pattern.compile("(?s)\\s*(?:\\w+|\\([^()]*\\))\\s*->.*");

  /** {@code Type::name}, {@code value::name} or {@code Type::new}. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?s)\\s*[\\w$.<>,?\\[\\]\\s]+::\\s*[\\w$]+\\s*");

  private FunctionArgument() {}

  /** Whether an expression has no type until it is assigned. */
  static boolean isUntyped(String expression) {
    return LAMBDA.matcher(expression).matches() || REFERENCE.matcher(expression).matches();
  }

  /**
   * The expression with its type before it.
   *
   * @param name what stands before the {@code =}: any part of a name that takes functions, a whole
   *     one or a whole last part going before others
   */
  static String typed(String expression, String name, CommandModel model) throws CellException {
    Map<String, String> functions = model.functions();
    List<String> meant = meant(name.toLowerCase(Locale.ROOT), functions.keySet());
    Set<String> types = meant.stream().map(functions::get).collect(Collectors.toSet());
    if (types.size() == 1) {
      return "(" + types.iterator().next() + ") " + expression;
    }
    String magic = "%" + model.name() + ": ";
    throw usage(
        types.isEmpty()
            ? "%sno function can stand in '%s{%s}'.%s"
                .formatted(magic, name.isEmpty() ? "" : name + "=", expression, all(model))
            : "%s'%s' could be %s, which take different functions. Write more of the name."
                .formatted(magic, name, String.join(", ", meant)));
  }

  private static List<String> meant(String name, Set<String> known) {
    List<Predicate<String>> tests =
        List.of(
            each -> each.equals(name),
            each -> each.endsWith("." + name),
            each -> !name.isEmpty() && each.contains(name));
    for (Predicate<String> test : tests) {
      List<String> found = known.stream().filter(test).sorted().toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static String all(CommandModel model) {
    Set<String> names = new TreeSet<>(model.functions().keySet());
    return names.isEmpty()
        ? " It takes no functions."
        : " Functions are taken by " + String.join(", ", names) + ".";
  }

  private static CellException usage(String message) {
    return new CellException(CellError.plain("UsageError", message));
  }
}
