package dev.culvert.magics.printopts.internal;

import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.printopts.OptionList;
import dev.culvert.magics.printopts.PrintSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %printopts get}: the value of an option. */
@ResultType(OptionList.class)
@Command(name = "get", description = "Show the value of an option.")
final class GetCommand extends NamedCommand {

  @Parameters(paramLabel = "NAME", description = "Any unambiguous part of its name.")
  private String name;

  GetCommand(PrintSettings settings) {
    super(settings);
  }

  @Override
  OptionList call(PrintSettings settings) {
    return new OptionList(settings.find(name), false);
  }
}
