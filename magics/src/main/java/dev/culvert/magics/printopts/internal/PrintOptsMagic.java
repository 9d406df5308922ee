package dev.culvert.magics.printopts.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Scoped;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.printopts.PrintOptions;
import dev.culvert.magics.printopts.PrintSettings;
import java.util.ArrayDeque;
import java.util.Deque;

/** {@code %printopts} and {@code %%printopts}: holds the print options of one notebook. */
public final class PrintOptsMagic extends PicocliMagic implements Scoped {

  /** Those that Java code had before the first magic was used. */
  private final PrintSettings settings = PrintOptions.settings();

  /** What the cells that are entered put back when they are left, the newest first. */
  private final Deque<PrintSettings.Scope> entered = new ArrayDeque<>();

  /** Made once for a notebook. */
  public PrintOptsMagic() {
    super("printopts");
  }

  @Override
  protected Object command(MagicCall call) {
    return CommandTree.of(new PrintOptsCommand(settings, call))
        .with(new GetCommand(settings))
        .with(new DescribeCommand(settings))
        .with(new ResetCommand(settings));
  }

  @Override
  public void enter(MagicCall call) {
    PrintSettings.Scope scope = settings.with(Assignments.of(call));
    synchronized (entered) {
      entered.push(scope);
    }
  }

  @Override
  public void leave() {
    PrintSettings.Scope scope;
    synchronized (entered) {
      scope = entered.pop();
    }
    scope.close();
  }
}
