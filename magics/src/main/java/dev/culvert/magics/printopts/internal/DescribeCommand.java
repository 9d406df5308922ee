package dev.culvert.magics.printopts.internal;

import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.printopts.OptionList;
import dev.culvert.magics.printopts.PrintSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %printopts describe}: what options take and do. */
@ResultType(OptionList.class)
@Command(name = "describe", description = "Show what options take and do.")
final class DescribeCommand extends NamedCommand {

  @Parameters(
      paramLabel = "PATTERN",
      arity = "0..1",
      defaultValue = "",
      description = "A text in the options' full names; all options without one.")
  private String pattern;

  DescribeCommand(PrintSettings settings) {
    super(settings);
  }

  @Override
  OptionList call(PrintSettings settings) {
    return new OptionList(settings.describe(pattern), true);
  }
}
