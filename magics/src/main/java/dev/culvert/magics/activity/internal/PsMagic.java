package dev.culvert.magics.activity.internal;

import dev.culvert.api.Activity.RunningProcess;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %ps}: the processes that cells started. */
public final class PsMagic extends PicocliMagic {

  private static final List<String> HEAD = List.of("cell", "pid", "program", "state", "cpu");

  public PsMagic() {
    super("ps");
  }

  /** The command. */
  @ResultType(void.class)
  @Command(
      description = "Shows the processes that cells started, also those that ended lately.",
      footer = {
        "",
        "What a process started in turn stands below it, indented. A cell of - means that a"
            + " library started it. Arguments are not shown: they may hold secrets."
      })
  static final class Ps implements Runnable {

    private final Notebook notebook;

    @Option(names = "--cell", paramLabel = "N", description = "Those of this cell alone.")
    private Integer cell;

    Ps(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      List<List<String>> rows =
          notebook.activity().processes().stream()
              .filter(each -> cell == null || each.cell() == cell)
              .map(Ps::row)
              .toList();
      String none =
          cell == null ? "no cell started a process" : "cell " + cell + " started no process";
      notebook.display(Table.of(HEAD, rows, none));
    }

    private static List<String> row(RunningProcess each) {
      return List.of(
          each.cell() == 0 ? "-" : "" + each.cell(),
          "" + each.pid(),
          "  ".repeat(each.depth()) + each.program(),
          each.exit() == null ? "runs" : "exit " + each.exit(),
          each.cpu() == null
              ? "-"
              : String.format(Locale.ROOT, "%.2f s", each.cpu().toMillis() / 1e3));
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Ps(call.notebook());
  }
}
