package dev.culvert.magics.printopts;

import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Options to be shown, with the values they have now: as text, and as a table in a notebook.
 *
 * @param options the options
 * @param full whether to show what they take and what they do, too
 */
public record OptionList(List<PrintOption> options, boolean full) implements Displayable {

  public OptionList {
    options = List.copyOf(options);
  }

  @Override
  public MimeBundle toMimeBundle() {
    MimeBundle text = MimeBundle.text(toString());
    return full ? text.withHtml(table()) : text;
  }

  /** One line for each option, or a paragraph if they are shown in full. */
  @Override
  public String toString() {
    return full ? each(OptionList::paragraph) : lines();
  }

  private String each(Function<PrintOption, String> text) {
    return options.stream().map(text).collect(Collectors.joining("\n"));
  }

  private String lines() {
    int width = options.stream().mapToInt(option -> option.name().length()).max().orElse(0);
    return each(
        option ->
            option.name() + " ".repeat(width - option.name().length()) + "  " + value(option));
  }

  private static String paragraph(PrintOption option) {
    return option.name()
        + " = "
        + value(option)
        + "\n    "
        + option.description()
        + "\n    valid: "
        + option.valid();
  }

  private static String value(PrintOption option) {
    boolean isDefault = option.value().equals(option.defaultValue());
    return isDefault ? option.value() : option.value() + " (default " + option.defaultValue() + ")";
  }

  private String table() {
    return "<table class=\"dataframe\">\n"
        + row("th", "option", "value", "default", "valid", "description")
        + "\n"
        + each(OptionList::row)
        + "\n</table>";
  }

  private static String row(PrintOption option) {
    return row(
        "td",
        option.name(),
        option.value(),
        option.defaultValue(),
        option.valid(),
        option.description());
  }

  private static String row(String tag, String... cells) {
    return Arrays.stream(cells)
        .map(text -> "<%1$s style=\"text-align: left\">%2$s</%1$s>".formatted(tag, escape(text)))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
