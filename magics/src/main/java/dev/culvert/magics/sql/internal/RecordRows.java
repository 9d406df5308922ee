package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * Makes records of rows.
 *
 * <p>A component takes the column of its name; case and underscores do not count, so {@code
 * unitPrice} takes {@code unit_price}. Numbers are converted where nothing of them is lost.
 */
final class RecordRows<T extends Record> {

  private final Class<T> type;
  private final RecordComponent[] components;
  private final Series<?>[] columns;
  private final DataFrame frame;

  private RecordRows(Class<T> type, DataFrame frame) {
    this.type = type;
    this.frame = frame;
    this.components = type.getRecordComponents();
    this.columns = new Series<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      columns[i] = frame.getColumn(label(components[i].getName()));
    }
  }

  static <T extends Record> List<T> of(DataFrame frame, Class<T> type) {
    return new RecordRows<>(type, frame).all();
  }

  private String label(String component) {
    for (String label : frame.getColumnsIndex()) {
      if (bare(label).equals(bare(component))) {
        return label;
      }
    }
    throw UserError.usage(
        "record "
            + type.getSimpleName()
            + ": no column is named '"
            + component
            + "'. The result has: "
            + String.join(", ", frame.getColumnsIndex().toArray())
            + ". Name it in the query with AS.");
  }

  private static String bare(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private List<T> all() {
    Constructor<T> constructor = constructor();
    List<T> rows = new ArrayList<>(frame.height());
    for (int row = 0; row < frame.height(); row++) {
      Object[] values = new Object[components.length];
      for (int c = 0; c < values.length; c++) {
        values[c] = value(c, row);
      }
      rows.add(make(constructor, values));
    }
    return rows;
  }

  private Constructor<T> constructor() {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
  }

  /** An exception of the record's own constructor is the user's, and stays what it is. */
  private T make(Constructor<T> constructor, Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      } else if (e.getCause() instanceof Error own) {
        throw own;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  private Object value(int component, int row) {
    Class<?> wanted = components[component].getType();
    Object value = columns[component].get(row);
    if (value == null && !wanted.isPrimitive()) {
      return null;
    }
    Object fitting = value == null ? null : convert(value, wanted);
    if (fitting == null) {
      throw UserError.usage(
          "record "
              + type.getSimpleName()
              + ": "
              + components[component].getName()
              + " is "
              + wanted.getSimpleName()
              + ", and row "
              + (row + 1)
              + " has "
              + (value == null
                  ? "NULL. Declare it as a class, such as Integer."
                  : "a " + value.getClass().getSimpleName() + " that does not fit in it."));
    }
    return fitting;
  }

  /** The value as the wanted type; null when it does not fit. */
  private static Object convert(Object value, Class<?> wanted) {
    if (wanted.isInstance(value)) {
      return value;
    } else if (wanted == boolean.class) {
      return value instanceof Boolean ? value : null;
    } else if (value instanceof Number number) {
      return convert(new BigDecimal(number.toString()), wanted);
    }
    return null;
  }

  private static Object convert(BigDecimal value, Class<?> wanted) {
    try {
      if (wanted == int.class || wanted == Integer.class) {
        return value.intValueExact();
      } else if (wanted == long.class || wanted == Long.class) {
        return value.longValueExact();
      } else if (wanted == short.class || wanted == Short.class) {
        return value.shortValueExact();
      } else if (wanted == byte.class || wanted == Byte.class) {
        return value.byteValueExact();
      } else if (wanted == BigInteger.class) {
        return value.toBigIntegerExact();
      }
    } catch (ArithmeticException e) {
      return null; // the caller says that it does not fit
    }
    if (wanted == double.class || wanted == Double.class) {
      return value.doubleValue();
    } else if (wanted == float.class || wanted == Float.class) {
      return value.floatValue();
    }
    return wanted == BigDecimal.class ? value : null;
  }
}
