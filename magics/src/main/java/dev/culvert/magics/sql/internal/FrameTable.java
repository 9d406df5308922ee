package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.util.List;
import java.util.stream.Collectors;
import org.dflib.DataFrame;

/**
 * The SQL that brings a frame into a table.
 *
 * @param frame the rows, or some of them
 * @param table where to
 * @param key the columns of the primary key of a table that is made; may be empty
 * @param before how many rows come before those of the frame
 */
record FrameTable(DataFrame frame, TableName table, List<String> key, long before) {

  private static final int MAX_SHOWN = 30;
  private static final int SHOWN_COLUMNS = 4;

  FrameTable {
    key = List.copyOf(key);
    List<String> labels = List.of(frame.getColumnsIndex().toArray());
    if (labels.isEmpty()) {
      throw UserError.usage("the frame has no columns, so there is nothing to save.");
    }
    for (String column : key) {
      if (!labels.contains(column)) {
        throw UserError.usage(
            "--key: the frame has no column '"
                + column
                + "'. It has: "
                + String.join(", ", labels)
                + ".");
      }
    }
  }

  FrameTable(DataFrame frame, TableName table, List<String> key) {
    this(frame, table, key, 0);
  }

  List<String> labels() {
    return List.of(frame.getColumnsIndex().toArray());
  }

  /** The statement that makes the table. */
  String create(Dialect.Notation notation) {
    String columns =
        labels().stream()
            .map(
                label ->
                    notation.quote(label)
                        + " "
                        + notation.definition(
                            ColumnDefinition.of(
                                label, frame.getColumn(label), key.contains(label))))
            .collect(Collectors.joining(",\n  "));
    String primary = key.isEmpty() ? "" : ",\n  PRIMARY KEY (" + quoted(key, notation) + ")";
    return "CREATE TABLE "
        + table.quoted(notation)
        + " (\n  "
        + columns
        + primary
        + (notation.mariaDb() ? "\n) DEFAULT CHARACTER SET utf8mb4" : "\n)");
  }

  /** The statement that inserts one row. */
  String insert(PersistMode mode, Dialect.Notation notation) {
    String insert =
        "INSERT INTO "
            + table.quoted(notation)
            + " ("
            + quoted(labels(), notation)
            + ") VALUES (?"
            + ", ?".repeat(frame.width() - 1)
            + ")";
    if (mode != PersistMode.upsert) {
      return insert;
    }
    return insert
        + " ON DUPLICATE KEY UPDATE "
        + labels().stream()
            .map(notation::quote)
            .map(name -> name + " = VALUES(" + name + ")")
            .collect(Collectors.joining(", "));
  }

  /**
   * The value that the driver gets.
   *
   * @throws UserError when it has no SQL form
   */
  Object value(int row, int column) {
    Object value = frame.get(column, row);
    if (value instanceof Number number && isNoNumber(number)) {
      throw UserError.usage(
          describe(row)
              + ": "
              + labels().get(column)
              + " is "
              + value
              + ", which SQL does not have."
              + " Make it null, or leave the row out.");
    }
    if (SqlValues.isPlain(value)) {
      return value;
    }
    return SqlValues.bindable(() -> describe(row) + ": " + labels().get(column), value);
  }

  private static boolean isNoNumber(Number number) {
    return (number instanceof Double || number instanceof Float)
        && !Double.isFinite(number.doubleValue());
  }

  /** A row, so that a reader finds it: its index and its first values. */
  String describe(int row) {
    StringBuilder text = new StringBuilder("the row at index " + (before + row) + " (");
    for (int c = 0; c < Math.min(SHOWN_COLUMNS, frame.width()); c++) {
      Object value = frame.get(c, row);
      String shown =
          value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
      text.append(c == 0 ? "" : ", ")
          .append(labels().get(c))
          .append('=')
          .append(shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "..." : shown);
    }
    return text.append(frame.width() > SHOWN_COLUMNS ? ", ...)" : ")").toString();
  }

  private static String quoted(List<String> names, Dialect.Notation notation) {
    return names.stream().map(notation::quote).collect(Collectors.joining(", "));
  }
}
