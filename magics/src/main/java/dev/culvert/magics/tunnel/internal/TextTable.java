package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of short texts, as columns of plain text and as HTML.
 *
 * @param head the titles
 * @param rows the cells, as many in each row as there are titles
 */
record TextTable(List<String> head, List<List<String>> rows) {

  MimeBundle toMimeBundle() {
    return MimeBundle.text(text()).withHtml(html());
  }

  String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int index = column;
        int width = all.stream().mapToInt(each -> each.get(index).length()).max().orElse(0);
        line.append(("%-" + Math.max(1, width) + "s  ").formatted(row.get(column)));
      }
      text.append(text.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
    }
    return text.toString();
  }

  String html() {
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    head.forEach(title -> html.append("<th>").append(escape(title)).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
