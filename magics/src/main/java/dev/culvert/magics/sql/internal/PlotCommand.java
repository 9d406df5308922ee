package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %sql plot}. */
@Command(
    name = "plot",
    description = "Draw a query or a frame: hist, bar, line or scatter.",
    footer = {
      "",
      "  %%sql plot bar \"SELECT genre, COUNT(*) AS books FROM books GROUP BY genre\"",
      "  %%sql plot hist --x price --bins 20 df",
      "",
      "The first column is the horizontal axis, the other numbers are drawn, unless --x and --y say"
          + " else."
    })
@ResultType(void.class)
final class PlotCommand extends SchemaCommand implements Runnable {

  private static final int MOST_BINS = 1000;

  private final Notebook notebook;

  @Parameters(index = "0", paramLabel = "KIND", description = "hist, bar, line or scatter.")
  private PlotKind kind;

  @Parameters(
      index = "1",
      paramLabel = "QUERY",
      description = "A query in quotes, or a variable that holds a DataFrame.")
  private String source;

  @Option(names = "--x", paramLabel = "COLUMN", description = "Plot against this column.")
  private String x;

  @Option(
      names = "--y",
      split = ",",
      paramLabel = "COLUMN",
      description = "Plot this column; several with commas.")
  private List<String> y = List.of();

  @Option(names = "--title", paramLabel = "TEXT", description = "What stands above.")
  private String title = "";

  @Option(names = "--bins", paramLabel = "N", description = "How many bars a histogram has.")
  private int bins;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the picture to a file, too; one that is there is replaced.")
  private String file;

  PlotCommand(Notebook notebook, Connections connections) {
    super(connections);
    this.notebook = notebook;
  }

  @Override
  public void run() {
    if (bins < 0 || bins > MOST_BINS || (bins > 0 && kind != PlotKind.hist)) {
      throw UserError.usage("--bins is for hist, from 1 to " + MOST_BINS + ".");
    }
    Plot.Wish wish = new Plot.Wish(kind, Optional.ofNullable(x), y, title, bins);
    Plot plot = Plot.of(frame(), wish);
    notebook.display(plot.bundle());
    if (!plot.note().isEmpty()) {
      notebook.display(MimeBundle.text(plot.note()));
    }
    if (file != null) {
      save(plot);
    }
  }

  private DataFrame frame() {
    Optional<Notebook.Variable> variable = notebook.variable(source);
    if (variable.isPresent()) {
      if (variable.get().value() instanceof DataFrame frame) {
        return frame;
      }
      throw UserError.usage("%sql plot: " + source + " is not a DataFrame.");
    } else if (SqlWords.isName(source)) {
      throw UserError.usage(
          "%sql plot: there is no variable "
              + source
              + " in the notebook. A query stands in quotes.");
    }
    RunSettings quiet = RunOptions.quietly(snippets());
    DataFrame frame = new ScriptRun(database(), notebook, quiet).run(source);
    if (frame == null) {
      throw UserError.usage("%sql plot: this statement has no rows to plot.");
    }
    return frame;
  }

  private void save(Plot plot) {
    try {
      Files.writeString(HomePath.of(file), plot.svg());
    } catch (IOException e) {
      throw new UserError(
          "SqlError", "--svg: " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }
}
