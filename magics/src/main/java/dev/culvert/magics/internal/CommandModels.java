package dev.culvert.magics.internal;

import dev.culvert.api.CommandModel;
import dev.culvert.api.Magic;
import dev.culvert.api.Scoped;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes plain data of a picocli command tree. */
final class CommandModels {

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
        argument(option));
  }

  private static CommandModel.Argument argument(CommandSpec spec) {
    return spec.positionalParameters().stream()
        .map(CommandModels::argument)
        .filter(argument -> argument != CommandModel.Argument.NONE)
        .findFirst()
        .orElse(CommandModel.Argument.NONE);
  }

  /** Told by the label, which says to people what it is, too, but for what declares a variable. */
  private static CommandModel.Argument argument(ArgSpec argument) {
    String label = argument.paramLabel();
    if (argument.userObject() instanceof Field field && field.isAnnotationPresent(Declares.class)) {
      return CommandModel.Argument.VARIABLE;
    } else if (label.matches(".*(FILE|PATH|FOLDER).*|DIR|KEY")) {
      return CommandModel.Argument.FILE;
    } else if (label.contains("GROUP:ARTIFACT")) {
      return CommandModel.Argument.COORDINATE;
    }
    return CommandModel.Argument.NONE;
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
