package dev.culvert.magics.internal;

import dev.culvert.api.CommandModel;
import dev.culvert.api.Magic;
import dev.culvert.api.Scoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes plain data of a picocli command tree. */
final class CommandModels {

  /** The label of an option whose value is the name of the variable that a call declares. */
  private static final String NEW_VARIABLE = "VARIABLE";

  private CommandModels() {}

  static CommandModel of(CommandLine commandLine, Magic magic) {
    return model(commandLine, magic instanceof Scoped);
  }

  static boolean isRaw(CommandSpec spec) {
    return typeOf(spec).isAnnotationPresent(RawText.class);
  }

  private static CommandModel model(CommandLine commandLine, boolean runsCell) {
    CommandSpec spec = commandLine.getCommandSpec();
    return new CommandModel(
        bareName(spec),
        String.join(" ", spec.usageMessage().description()).replace("%%", "%"), // a format
        commandLine.getUsageMessage(Ansi.OFF),
        resultType(spec),
        isRaw(spec),
        runsCell,
        argument(spec),
        functions(spec),
        options(spec),
        subcommands(commandLine));
  }

  private static String bareName(CommandSpec spec) {
    return spec.name().replaceFirst("^%", "");
  }

  private static List<CommandModel.Option> options(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .map(CommandModels::option)
        .toList();
  }

  private static CommandModel.Option option(OptionSpec option) {
    List<String> values = new ArrayList<>();
    if (option.completionCandidates() != null) {
      option.completionCandidates().forEach(values::add);
    }
    return new CommandModel.Option(
        List.of(option.names()),
        String.join(" ", option.description()),
        option.arity().max() > 0,
        values,
        option.paramLabel().equals(NEW_VARIABLE)
            ? CommandModel.Argument.VARIABLE
            : argument(option.paramLabel()));
  }

  /** Told by the label of the arguments, which says to people what they are, too. */
  private static CommandModel.Argument argument(CommandSpec spec) {
    return spec.positionalParameters().stream()
        .map(parameter -> argument(parameter.paramLabel()))
        .filter(argument -> argument != CommandModel.Argument.NONE)
        .findFirst()
        .orElse(CommandModel.Argument.NONE);
  }

  private static CommandModel.Argument argument(String label) {
    if (label.matches(".*(FILE|PATH|FOLDER).*|DIR|KEY")) {
      return CommandModel.Argument.FILE;
    } else if (label.contains("GROUP:ARTIFACT")) {
      return CommandModel.Argument.COORDINATE;
    }
    return label.contains("VARIABLE") ? CommandModel.Argument.VARIABLE : CommandModel.Argument.NONE;
  }

  private static Map<String, String> functions(CommandSpec spec) {
    return spec.userObject() instanceof TakesFunctions command ? command.functions() : Map.of();
  }

  private static List<CommandModel> subcommands(CommandLine commandLine) {
    return commandLine.getSubcommands().values().stream()
        .distinct()
        .filter(below -> !below.getCommandSpec().usageMessage().hidden())
        .map(below -> model(below, false))
        .toList();
  }

  private static String resultType(CommandSpec spec) {
    ResultType declared = typeOf(spec).getAnnotation(ResultType.class);
    return declared == null ? Object.class.getName() : declared.value().getCanonicalName();
  }

  private static Class<?> typeOf(CommandSpec spec) {
    Object command = spec.userObject();
    return command == null ? Object.class : command.getClass();
  }
}
