package dev.culvert.magics.printopts.table;

import java.lang.reflect.Array;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of any type as pandas shows what it calls objects. */
final class ObjectText {

  private static final int MOST_ITEMS = 100;
  private static final int DEEPEST = 3;

  private final RealColumn reals;

  ObjectText(TableStyle style) {
    this.reals = new RealColumn(style, false);
  }

  /** A value in a column of objects; a real number brings its own blank or sign. */
  String cell(Object value) {
    boolean real = value instanceof Double || value instanceof Float;
    if (real && !Double.isNaN(((Number) value).doubleValue())) {
      return reals.single(((Number) value).doubleValue());
    }
    return " " + (real ? "NaN" : thing(value, 0, false));
  }

  static String truth(Object value) {
    return (Boolean) value ? "True" : "False";
  }

  static String escape(String text) {
    return text.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
  }

  private String thing(Object value, int depth, boolean quoted) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean) {
      return truth(value);
    }
    if (value instanceof CharSequence || value instanceof Character) {
      String text = escape(value.toString());
      return quoted ? "'" + text + "'" : text;
    }
    if (value instanceof LocalTime time) {
      return time(time);
    }
    if (value instanceof byte[] bytes) {
      return bytes(bytes);
    }
    if (depth < DEEPEST && value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (depth < DEEPEST && (value instanceof Collection<?> || value.getClass().isArray())) {
      return sequence(value, depth, quoted);
    }
    return value.toString();
  }

  private String sequence(Object value, int depth, boolean quoted) {
    String items =
        items(value).stream()
            .limit(MOST_ITEMS)
            .map(item -> item(item, depth, quoted))
            .collect(Collectors.joining(", "));
    String more = items(value).size() > MOST_ITEMS ? ", ..." : "";
    return value instanceof Set<?> ? "{" + items + more + "}" : "[" + items + more + "]";
  }

  private String item(Object item, int depth, boolean quoted) {
    if (item instanceof Double || item instanceof Float) {
      double number = ((Number) item).doubleValue();
      return Double.isNaN(number) ? "nan" : reals.single(number).strip();
    }
    return thing(item, depth + 1, quoted);
  }

  private String map(Map<?, ?> map, int depth) {
    String entries =
        map.entrySet().stream()
            .limit(MOST_ITEMS)
            .map(
                entry ->
                    thing(entry.getKey(), depth + 1, true)
                        + ": "
                        + thing(entry.getValue(), depth + 1, true))
            .collect(Collectors.joining(", "));
    return "{" + entries + "}" + (map.size() > MOST_ITEMS ? ", ..." : "");
  }

  private static List<?> items(Object value) {
    if (value instanceof Collection<?> collection) {
      return new ArrayList<>(collection);
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      items.add(Array.get(value, i));
    }
    return items;
  }

  private static String time(LocalTime time) {
    String seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    return time.getNano() == 0 ? seconds : seconds + ".%06d".formatted(time.getNano() / 1000);
  }

  private static String bytes(byte[] bytes) {
    StringBuilder text = new StringBuilder("b'");
    for (byte each : bytes) {
      switch (each) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\\' -> text.append("\\\\");
        case '\'' -> text.append("\\'");
        default -> {
          if (each >= ' ' && each < 0x7f) {
            text.append((char) each);
          } else {
            text.append("\\x%02x".formatted(each & 0xff));
          }
        }
      }
    }
    return text.append('\'').toString();
  }
}
