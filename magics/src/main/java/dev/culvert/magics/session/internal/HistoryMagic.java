package dev.culvert.magics.session.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Session.Input;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %history}: the cells that were run. */
public final class HistoryMagic extends PicocliMagic {

  private static final Pattern RANGE =
      Pattern.compile("(?:~(\\d{1,6})/)?(\\d{1,9})(-(\\d{1,9})?)?");
  private static final int MOST_FOUND = 1_000;

  public HistoryMagic() {
    super("history");
  }

  @ResultType(void.class)
  @Command(
      description = "Shows the cells that were run, in this session or before.",
      footer = {
        "",
        "Without a range all of this session: 4 is one cell, 4-6 are three, 4- are all from there, and"
            + " ~1/4-6 are those of the session before."
      })
  static final class History implements Runnable {

    private final Notebook notebook;

    @Option(names = "-n", description = "Shows numbers, too; before a slash that of the session.")
    private boolean numbers;

    @Option(
        names = "-l",
        paramLabel = "COUNT",
        description = "The last ones, also of sessions before.")
    private Integer last;

    @Option(
        names = "-g",
        paramLabel = "PATTERN",
        description = "Those that hold this text, where * and ? stand for others; in all sessions.")
    private String pattern;

    @Parameters(arity = "0..*", paramLabel = "RANGE", description = "Numbers of cells.")
    private List<String> ranges = List.of();

    History(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      List<Input> found = new ArrayList<>();
      if (last != null && last < 1) {
        throw UserError.usage("%history: -l takes 1 or more. See %history --help.");
      } else if (pattern != null) {
        int most = last == null ? MOST_FOUND : last;
        found.addAll(notebook.session().inputsLike("*" + pattern + "*", most));
      } else if (last != null) {
        found.addAll(notebook.session().lastInputs(last));
      } else if (ranges.isEmpty()) {
        found.addAll(notebook.session().inputs(0, 1, 0));
      }
      ranges.forEach(range -> found.addAll(inputs(range)));
      notebook.display(
          MimeBundle.text(
              found.isEmpty()
                  ? "there are no such cells"
                  : found.stream().map(this::line).collect(Collectors.joining("\n"))));
    }

    private List<Input> inputs(String range) {
      Matcher parts = RANGE.matcher(range);
      if (!parts.matches()) {
        throw UserError.usage(
            "%history: '"
                + range
                + "' is no range; write 4, 4-6, 4- or ~1/4-6. See %history --help.");
      }
      int session = parts.group(1) == null ? 0 : -Integer.parseInt(parts.group(1));
      int from = Integer.parseInt(parts.group(2));
      int to = parts.group(3) == null ? from : parts.group(4) == null ? 0 : number(parts.group(4));
      return notebook.session().inputs(session, from, to);
    }

    private static int number(String digits) {
      return Integer.parseInt(digits);
    }

    private String line(Input input) {
      String session = input.session() == 0 ? "" : input.session() + "/";
      return (numbers ? session + input.number() + ": " : "") + input.code().stripTrailing();
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new History(call.notebook());
  }
}
