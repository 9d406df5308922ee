package dev.culvert.magics.activity.internal;

import dev.culvert.api.MimeBundle;
import java.util.ArrayList;
import java.util.List;

/** Rows as aligned text and as HTML. */
final class Table {

  private Table() {}

  /**
   * @param none what to say when there are no rows
   */
  static MimeBundle of(List<String> head, List<List<String>> rows, String none) {
    return rows.isEmpty()
        ? MimeBundle.text(none)
        : MimeBundle.text(text(head, rows)).withHtml(html(head, rows));
  }

  private static String text(List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }

  private static String html(List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    head.forEach(title -> html.append("<th>").append(title).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(
          cell ->
              html.append("<td style=\"white-space: pre; text-align: left\">")
                  .append(escaped(cell))
                  .append("</td>"));
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
