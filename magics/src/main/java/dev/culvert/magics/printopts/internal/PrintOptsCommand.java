package dev.culvert.magics.printopts.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.TakesFunctions;
import dev.culvert.magics.printopts.OptionList;
import dev.culvert.magics.printopts.PrintSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %printopts}: sets options, or shows them all. */
@Command(
    description = "How numbers, arrays, frames and series are printed.",
    footer = {
      "",
      "%%%%printopts precision=3 sets options for one cell.",
      "A part of a name is enough. precision is numpy.precision and display.precision.",
      "{x -> ...} is a function: float_format={x -> \"%%.1f\".formatted(x)}"
    })
final class PrintOptsCommand implements Callable<OptionList>, TakesFunctions {

  private final PrintSettings settings;
  private final MagicCall call;

  @Parameters(
      paramLabel = "NAME=VALUE",
      arity = "0..*",
      description = "Options to set; without any, all options are shown.")
  private List<String> words = new ArrayList<>();

  PrintOptsCommand(PrintSettings settings, MagicCall call) {
    this.settings = settings;
    this.call = call;
  }

  /** Whether settings stand before a subcommand. */
  boolean hasSettings() {
    return !words.isEmpty();
  }

  @Override
  public Map<String, String> functions() {
    return settings.functionTypes();
  }

  /** All options when nothing is set, else nothing. */
  @Override
  public OptionList call() {
    if (words.isEmpty()) {
      return new OptionList(settings.describe(""), true);
    }
    settings.set(Assignments.of(call));
    return null;
  }
}
