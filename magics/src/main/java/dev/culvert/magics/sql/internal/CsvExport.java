package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.UUID;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * Writes a result to a CSV file while it is read, a piece at a time, so that memory stays the same
 * however long it is.
 *
 * <p>RFC 4180 in UTF-8, lines ending in a line feed. NULL is an empty field and an empty text is
 * {@code ""}. Dates and times are written as the server writes them, bytes in hexadecimal.
 *
 * <p>Invariant: the file is there when it is whole. Until then its text is in a file beside it,
 * which is removed when writing fails or is interrupted.
 */
final class CsvExport {

  private static final int CHUNK = 2000;

  private final Path file;

  private CsvExport(Path file) {
    this.file = file;
  }

  /**
   * Prepares an export, before any statement runs.
   *
   * @throws UserError when the file is there and may not be replaced, or has no folder
   */
  static CsvExport to(Path file, boolean force) {
    Path absolute = file.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw UserError.usage("--csv: " + file + " is a folder; name a file in it.");
    } else if (Files.exists(absolute) && !force) {
      throw UserError.usage("--csv: " + file + " is there already; --force replaces it.");
    } else if (!Files.isDirectory(absolute.getParent())) {
      throw UserError.usage("--csv: there is no folder " + absolute.getParent() + ".");
    }
    return new CsvExport(absolute);
  }

  Path file() {
    return file;
  }

  /**
   * Writes rows.
   *
   * @param limit the most rows to take, or {@link Rows#ALL}
   * @return how many were written
   */
  long write(RowReader reader, int limit, RowCount progress) throws SQLException {
    try {
      Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        long rows;
        try (BufferedWriter out = Files.newBufferedWriter(part)) {
          rows = write(reader, limit, progress, out);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return rows;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UserError(
          "SqlError", "cannot write " + file + ": " + e.getMessage() + ". No file is left.", e);
    }
  }

  private static long write(RowReader reader, int limit, RowCount progress, Writer out)
      throws SQLException, IOException {
    long written = 0;
    do {
      int most = limit == Rows.ALL ? CHUNK : (int) Math.min(CHUNK, limit - written);
      DataFrame frame = reader.read(most, progress).frame();
      StringBuilder text = new StringBuilder();
      if (written == 0) {
        head(frame, text);
      }
      body(frame, text);
      out.append(text);
      written += frame.height();
    } while (reader.hasMore() && (limit == Rows.ALL || written < limit));
    return written;
  }

  private static void head(DataFrame frame, StringBuilder text) {
    String separator = "";
    for (String label : frame.getColumnsIndex()) {
      text.append(separator);
      field(label, text);
      separator = ",";
    }
    text.append('\n');
  }

  private static void body(DataFrame frame, StringBuilder text) {
    Series<?>[] columns = new Series<?>[frame.width()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = frame.getColumn(c);
    }
    int height = frame.height();
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < columns.length; c++) {
        if (c > 0) {
          text.append(',');
        }
        value(columns[c].get(r), text);
      }
      text.append('\n');
    }
  }

  private static void value(Object value, StringBuilder text) {
    if (value == null) {
      return;
    } else if (value instanceof BigDecimal decimal) {
      text.append(decimal.toPlainString());
    } else if (value instanceof LocalDateTime time) {
      SqlTimes.append(time, text);
    } else if (value instanceof Duration duration) {
      text.append(SqlTimes.text(duration));
    } else if (value instanceof byte[] bytes) {
      text.append(HexFormat.of().formatHex(bytes));
    } else if (value instanceof Number) {
      text.append(value);
    } else {
      field(value.toString(), text);
    }
  }

  private static void field(String value, StringBuilder text) {
    if (needsQuotes(value)) {
      text.append('"').append(value.replace("\"", "\"\"")).append('"');
    } else {
      text.append(value);
    }
  }

  private static boolean needsQuotes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return value.isEmpty();
  }
}
