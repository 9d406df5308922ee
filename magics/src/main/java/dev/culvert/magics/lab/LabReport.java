package dev.culvert.magics.lab;

import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import java.util.List;
import java.util.Optional;

/**
 * What {@code %lab fork} saw: one row a program, one column a place.
 *
 * @param title what was run, and on which Java
 * @param places the columns
 * @param rows the programs
 * @param observations at most one for a row and a column
 * @param notes what could not be tried, and why
 */
public record LabReport(
    String title,
    List<String> places,
    List<Row> rows,
    List<Observation> observations,
    List<String> notes)
    implements Displayable {

  /**
   * A program.
   *
   * @param name as {@code println}
   * @param title what it does
   * @param why why its line is lost where it is; empty where it never is
   * @param fix the smallest change that keeps it; empty as above
   */
  public record Row(String name, String title, String why, String fix) {}

  public LabReport {
    places = List.copyOf(places);
    rows = List.copyOf(rows);
    observations = List.copyOf(observations);
    notes = List.copyOf(notes);
  }

  /** What was seen of a program in a place. */
  public Optional<Observation> at(String program, String place) {
    return observations.stream()
        .filter(seen -> seen.program().equals(program) && seen.place().equals(place))
        .findFirst();
  }

  private String word(Row row, String place) {
    return at(row.name(), place).map(Observation::toString).orElse(Verdict.NOT_RUN.word());
  }

  @Override
  public MimeBundle toMimeBundle() {
    return MimeBundle.text(text()).withHtml(html());
  }

  @Override
  public String toString() {
    return text();
  }

  private String text() {
    StringBuilder text = new StringBuilder(title).append("\n\n");
    int first = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    text.append(" ".repeat(first));
    places.forEach(place -> text.append("  ").append(place));
    text.append('\n');
    for (Row row : rows) {
      text.append(padded(row.name(), first));
      for (String place : places) {
        text.append("  ").append(padded(word(row, place), place.length()));
      }
      text.append('\n');
    }
    rows.stream()
        .filter(row -> !row.why().isEmpty())
        .forEach(
            row ->
                text.append("\n")
                    .append(row.name())
                    .append(": ")
                    .append(row.why())
                    .append(". Fix: ")
                    .append(row.fix())
                    .append('.'));
    notes.forEach(note -> text.append("\n").append(note));
    return text.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private String html() {
    StringBuilder html = new StringBuilder("<table><caption>").append(escaped(title));
    html.append("</caption><thead><tr><th style=\"text-align:left\">the line is written by</th>");
    places.forEach(place -> html.append("<th>").append(escaped(place)).append("</th>"));
    html.append("<th style=\"text-align:left\">why lost, and the smallest fix</th></tr></thead>");
    html.append("<tbody>");
    for (Row row : rows) {
      html.append("<tr><td style=\"text-align:left\"><code>").append(escaped(row.name()));
      html.append("</code> ").append(escaped(row.title())).append("</td>");
      places.forEach(place -> html.append(field(row, place)));
      html.append("<td style=\"text-align:left\">").append(escaped(row.why()));
      if (!row.fix().isEmpty()) {
        html.append(". <b>").append(escaped(row.fix())).append("</b>");
      }
      html.append("</td></tr>");
    }
    html.append("</tbody></table>");
    notes.forEach(note -> html.append("<p>").append(escaped(note)).append("</p>"));
    return html.toString();
  }

  private String field(Row row, String place) {
    Optional<Observation> seen = at(row.name(), place);
    String colour =
        seen.isEmpty()
            ? "inherit"
            : !seen.get().isClear() ? "#b8860b" : colour(seen.get().verdicts().get(0));
    return "<td style=\"text-align:center;color:"
        + colour
        + "\"><b>"
        + escaped(word(row, place))
        + "</b></td>";
  }

  private static String colour(Verdict verdict) {
    return switch (verdict) {
      case KEPT -> "#2e7d32";
      case LATE, ELSEWHERE -> "#b8860b";
      case LOST, BLOCKED -> "#c62828";
      case NOT_RUN -> "inherit";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
