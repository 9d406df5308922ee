package dev.culvert.magics.printopts.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.printopts.OptionList;
import dev.culvert.magics.printopts.PrintSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParentCommand;

/** What the subcommands share. */
abstract class NamedCommand implements Callable<OptionList> {

  private final PrintSettings settings;

  @ParentCommand private PrintOptsCommand parent;

  NamedCommand(PrintSettings settings) {
    this.settings = settings;
  }

  @Override
  public final OptionList call() {
    if (parent.hasSettings()) {
      throw UserError.usage(
          "%printopts: settings cannot stand before a command. Write them on a line of their own."
              + " Nothing was changed.");
    }
    return call(settings);
  }

  abstract OptionList call(PrintSettings settings);
}
