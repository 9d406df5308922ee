package dev.culvert.magics.sql.internal;

import dev.culvert.magics.printopts.table.TableStyle;
import dev.culvert.magics.printopts.table.TableText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * Lays a result out as HTML. A click on a label sorts the rows that are shown, a button copies them
 * as TSV; where a front end lets no script run, the table is left as it stands.
 *
 * <p>Everything from the result is escaped, and no value makes the page large: long texts are
 * folded and cut, and bytes are told by their first ones and their number.
 */
final class SqlTable {

  private static final int FOLDED = 100;
  private static final int MOST_LETTERS = 2_000;
  private static final int MOST_BYTES = 16;

  /** The rows that are shown of a result with more rows than {@code display.max_rows}. */
  private static final int FIRST_ROWS = 20;

  /**
   * No colours but those of the page, so that it is readable in light and in dark. A class that is
   * said twice counts for more than JupyterLab's rules, which put texts to the right.
   */
  private static final String STYLE =
      """
      <style>
      .culvert-sql.culvert-sql table th,
      .culvert-sql.culvert-sql table td { text-align: left; vertical-align: top; }
      .culvert-sql.culvert-sql table .n { text-align: right; font-variant-numeric: tabular-nums; }
      .culvert-sql th { cursor: pointer; white-space: nowrap; }
      .culvert-sql th[aria-sort=ascending]::after { content: " \\25B2"; }
      .culvert-sql th[aria-sort=descending]::after { content: " \\25BC"; }
      .culvert-sql table td { max-width: 40em; white-space: pre-wrap; overflow-wrap: break-word; }
      .culvert-sql table td.n { white-space: pre; }
      .culvert-sql i { opacity: 0.55; }
      .culvert-sql summary { cursor: pointer; }
      .culvert-sql button { font: inherit; color: inherit; background: none; cursor: pointer;
        border: 1px solid; border-radius: 3px; opacity: 0.7; margin-left: 1em; padding: 0 0.5em; }
      </style>
      """;

  private static final String SCRIPT =
      """
      (function (e, box) {
        var head = e.target.closest('th'), button = e.target.closest('button');
        var value = function (cell) {
          var fold = cell.querySelector('details');
          return cell.querySelector('i.null') ? null : fold ? fold.lastChild.textContent
            : cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent;
        };
        var body = box.querySelector('tbody'), rows = Array.from(body.rows);
        if (head) {
          var up = head.getAttribute('aria-sort') !== 'ascending', at = head.cellIndex;
          var number = head.className === 'n';
          var key = function (row) {
            var cell = row.cells[at];
            return cell.dataset.s !== undefined ? cell.dataset.s : value(cell);
          };
          rows.sort(function (a, b) {
            var x = key(a), y = key(b);
            if (x === null || y === null) return (x === null) - (y === null);
            var order = number ? x - y : x < y ? -1 : x > y ? 1 : 0;
            return up ? order : -order;
          });
          rows.forEach(function (row) { body.appendChild(row); });
          Array.from(head.parentNode.cells).forEach(function (cell) {
            cell.removeAttribute('aria-sort');
          });
          head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        } else if (button) {
          var field = function (cell) {
            var text = value(cell);
            if (text === null) return '';
            return /[\\t\\n\\r\\u0022]/.test(text)
              ? '\\u0022' + text.replace(/\\u0022/g, '\\u0022\\u0022') + '\\u0022' : text;
          };
          var line = function (row) { return Array.from(row.cells).map(field).join('\\t'); };
          var text = [box.querySelector('thead').rows[0]].concat(rows).map(line).join('\\n') + '\\n';
          var area = document.createElement('textarea');
          area.value = text;
          document.body.appendChild(area);
          area.select();
          var done = document.execCommand('copy');
          area.remove();
          if (!done) navigator.clipboard.writeText(text);
          button.textContent = 'copied';
        }
      })(event, this)""";

  private final DataFrame frame;
  private final boolean capped;
  private final TableStyle style;
  private final int rows;
  private final int columns;
  private final StringBuilder out = new StringBuilder();

  SqlTable(DataFrame frame, boolean capped, TableStyle style) {
    this.frame = frame;
    this.capped = capped;
    this.style = style;
    boolean all = style.maxRows() == null || frame.height() <= style.maxRows();
    this.rows = all ? frame.height() : Math.min(FIRST_ROWS, style.maxRows());
    Integer most = style.maxColumns();
    this.columns = most == null ? frame.width() : Math.min(frame.width(), most);
  }

  String html() {
    out.append("<div class=\"culvert-sql\" onclick=\"").append(escape(SCRIPT.strip()));
    out.append("\" onkeydown=\"if (event.key === 'Enter') this.onclick(event)\">\n").append(STYLE);
    out.append("<table class=\"dataframe\">\n<thead><tr>");
    for (int c = 0; c < columns; c++) {
      out.append("<th tabindex=\"0\" title=\"sort\"").append(isNumeric(c) ? " class=\"n\">" : ">");
      out.append(escape(frame.getColumnsIndex().get(c))).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    List<List<String>> cells = IntStream.range(0, columns).mapToObj(this::cells).toList();
    for (int r = 0; r < rows; r++) {
      out.append("<tr>");
      for (List<String> column : cells) {
        out.append(column.get(r));
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n<p>").append(limits());
    return out.append("<button type=\"button\">copy as TSV</button></p>\n</div>").toString();
  }

  private String limits() {
    String shown =
        rows < frame.height()
            ? "first " + Counts.number(rows) + " of " + Counts.of(frame.height(), "row")
            : Counts.of(rows, "row");
    String wide =
        columns < frame.width()
            ? ", first " + Counts.number(columns) + " of " + Counts.of(frame.width(), "column")
            : "";
    return shown + (capped ? ", capped: the server has more" : "") + wide;
  }

  /** Told by the values that are shown: a column of objects does not know its type. */
  private boolean isNumeric(int column) {
    Series<?> series = frame.getColumn(column);
    boolean any = false;
    for (int r = 0; r < rows; r++) {
      Object value = series.get(r);
      if (value != null && !(value instanceof Number) && !(value instanceof Duration)) {
        return false;
      }
      any |= value != null;
    }
    return any;
  }

  /** The cells of a column, as HTML. */
  private List<String> cells(int column) {
    Series<?> series = frame.getColumn(column);
    String tag = isNumeric(column) ? "<td class=\"n\"" : "<td";
    Object[] values = IntStream.range(0, rows).mapToObj(series::get).toArray();
    boolean real =
        Arrays.stream(values)
            .filter(Objects::nonNull)
            .allMatch(value -> value instanceof Double || value instanceof Float);
    if (real && isNumeric(column)) {
      List<String> texts = TableText.cells(series, IntStream.range(0, rows).toArray(), style);
      return IntStream.range(0, rows)
          .mapToObj(r -> values[r] == null ? nothing(tag) : rounded(tag, values[r], texts.get(r)))
          .toList();
    }
    return Arrays.stream(values)
        .map(value -> value == null ? nothing(tag) : cell(tag, value))
        .toList();
  }

  private static String nothing(String tag) {
    return tag + "><i class=\"null\">NULL</i></td>";
  }

  /** A number as it is printed; the whole one is kept for sorting and for copies. */
  private static String rounded(String tag, Object value, String text) {
    return tag + " data-v=\"" + value + "\">" + escape(text.strip()) + "</td>";
  }

  private static String cell(String tag, Object value) {
    if (value instanceof byte[] bytes) {
      String copied = bytes.length == 0 ? " data-v=\"\"" : "";
      return tag + copied + ">" + bytes(bytes) + "</td>";
    } else if (value instanceof Duration duration) {
      double seconds = duration.getSeconds() + duration.getNano() / 1e9;
      return tag + " data-s=\"" + seconds + "\">" + SqlTimes.text(duration) + "</td>";
    }
    return tag + ">" + folded(text(value)) + "</td>";
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    } else if (value instanceof LocalDateTime time) {
      StringBuilder text = new StringBuilder();
      SqlTimes.append(time, text);
      return text.toString();
    }
    return value.toString();
  }

  private static String bytes(byte[] bytes) {
    int shown = Math.min(bytes.length, MOST_BYTES);
    String text = shown == 0 ? "" : "0x" + HexFormat.of().formatHex(bytes, 0, shown);
    return shown < bytes.length || shown == 0
        ? text + "<i>" + (shown == 0 ? "" : "… ") + Counts.of(bytes.length, "byte") + "</i>"
        : text;
  }

  private static String folded(String text) {
    if (text.length() <= FOLDED) {
      return escape(text);
    }
    String rest =
        text.length() <= MOST_LETTERS
            ? ""
            : "<i>"
                + Counts.number(MOST_LETTERS)
                + " of "
                + Counts.of(text.length(), "character")
                + "</i> ";
    return "<details><summary>"
        + escape(first(text, FOLDED))
        + "…</summary>"
        + rest
        + "<span>"
        + escape(first(text, MOST_LETTERS))
        + "</span></details>";
  }

  /** The beginning of a text, which ends between two characters. */
  private static String first(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
