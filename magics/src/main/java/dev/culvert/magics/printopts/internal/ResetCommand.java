package dev.culvert.magics.printopts.internal;

import dev.culvert.magics.printopts.OptionList;
import dev.culvert.magics.printopts.PrintSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %printopts reset}: puts defaults back. */
@Command(name = "reset", description = "Put defaults back.")
final class ResetCommand extends NamedCommand {

  @Parameters(
      paramLabel = "PATTERN",
      arity = "0..1",
      defaultValue = "all",
      description = "A name, a text in the options' full names, or all (the default).")
  private String pattern;

  ResetCommand(PrintSettings settings) {
    super(settings);
  }

  @Override
  OptionList call(PrintSettings settings) {
    settings.reset(pattern);
    return null;
  }
}
