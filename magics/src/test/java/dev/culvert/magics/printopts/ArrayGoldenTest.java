package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.magics.printopts.array.ArrayText;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays print as NumPy prints them, character for character. */
class ArrayGoldenTest {

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "double", double.class,
          "float", float.class,
          "long", long.class,
          "int", int.class,
          "short", short.class,
          "byte", byte.class,
          "boolean", boolean.class,
          "String", String.class,
          "char", char.class);

  /** The functions that the oracle has under these names. */
  private static final Map<String, Function<Object, String>> FUNCTIONS =
      Map.of(
          "hex", value -> Long.toHexString(((Number) value).longValue()),
          "stars", value -> "*".repeat(1 + codePoints(pythonText(value))),
          "lines", value -> "a\n" + pythonText(value),
          "line_end", value -> "a" + pythonText(value) + "\n",
          "yes", value -> value.equals(false) || value.equals("") ? "no" : "yes");

  static List<Golden.Case> cases() {
    return Golden.read("arrays.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void arrayPrintsAsInNumPy(Golden.Case golden) {
    check(golden);
  }

  static void check(Golden.Case golden) {
    PrintSettings settings = new PrintSettings();
    golden.options().forEach((name, value) -> settings.set(Map.of("numpy." + name, option(value))));
    Object array = array(golden.head().get(1), golden.head().get(2), golden.data().get(0));
    assertThat(ArrayText.of(array, settings.arrayStyle()))
        .as("%s", golden)
        .isEqualTo(golden.text());
  }

  private static Object option(String value) {
    return FUNCTIONS.containsKey(value) ? FUNCTIONS.get(value) : value;
  }

  private static String pythonText(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    return value instanceof Double || value instanceof Float
        ? value.toString().replace("NaN", "nan").replace("Infinity", "inf")
        : value.toString();
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Object array(String type, String shape, List<String> words) {
    if (shape.indexOf(',') >= 0) {
      return ragged(type, shape.split(","), words);
    }
    int[] sizes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    Object array = Array.newInstance(TYPES.get(type), sizes);
    List<String> values = words.contains("@range") ? range(type, words) : words;
    fill(array, sizes, 0, 0, type, values);
    return array;
  }

  private static Object ragged(String type, String[] lengths, List<String> words) {
    Object rows = Array.newInstance(TYPES.get(type), lengths.length, 0);
    int next = 0;
    for (int i = 0; i < lengths.length; i++) {
      int length = Integer.parseInt(lengths[i]);
      Array.set(rows, i, array(type, Integer.toString(length), words.subList(next, next + length)));
      next += length;
    }
    return rows;
  }

  private static int fill(
      Object array, int[] sizes, int axis, int next, String type, List<String> values) {
    int index = next;
    for (int i = 0; i < sizes[axis]; i++) {
      if (axis == sizes.length - 1) {
        Array.set(array, i, value(type, values.get(index++)));
      } else {
        index = fill(Array.get(array, i), sizes, axis + 1, index, type, values);
      }
    }
    return index;
  }

  private static List<String> range(String type, List<String> words) {
    int count = Integer.parseInt(words.get(3));
    if (type.equals("double") || type.equals("float")) {
      double start = Double.parseDouble(words.get(1));
      double step = Double.parseDouble(words.get(2));
      return IntStream.range(0, count).mapToObj(i -> String.valueOf(start + step * i)).toList();
    }
    long start = Long.parseLong(words.get(1));
    long step = Long.parseLong(words.get(2));
    return IntStream.range(0, count).mapToObj(i -> String.valueOf(start + step * i)).toList();
  }

  private static Object value(String type, String word) {
    return switch (type) {
      case "double" -> Golden.real(word);
      case "float" -> (float) Golden.real(word);
      case "long" -> Long.parseLong(word);
      case "int" -> Integer.parseInt(word);
      case "short" -> Short.parseShort(word);
      case "byte" -> Byte.parseByte(word);
      case "boolean" -> Boolean.parseBoolean(word);
      case "char" -> Golden.decode(word).charAt(0);
      default -> Golden.decode(word);
    };
  }
}
