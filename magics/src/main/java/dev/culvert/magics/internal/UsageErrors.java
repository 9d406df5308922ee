package dev.culvert.magics.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was wrong with a call, in one line that begins with the command and ends with help. */
final class UsageErrors {

  private UsageErrors() {}

  static UserError of(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String what =
        e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
            ? unmatched(command, unmatched.getUnmatched().get(0))
            : sentence(e.getMessage());
    return usage(command, what);
  }

  static UserError needsSubcommand(CommandLine command) {
    return usage(command, "needs a command: " + subcommands(command) + ".");
  }

  private static UserError usage(CommandLine command, String what) {
    String name = command.getCommandSpec().qualifiedName();
    return UserError.usage(name + ": " + what + " See " + name + " --help.");
  }

  private static String unmatched(CommandLine command, String word) {
    if (word.startsWith("-") && word.length() > 1) {
      return unknown("option", word.replaceFirst("=.*", ""), optionNames(command));
    } else if (command.getSubcommands().isEmpty()) {
      return "unexpected argument '" + word + "'.";
    }
    return unknown("command", word, List.copyOf(command.getSubcommands().keySet()));
  }

  private static String unknown(String kind, String word, List<String> known) {
    String meant = Nearest.hint(word, known);
    return "unknown " + kind + " '" + word + "'." + meant;
  }

  private static List<String> optionNames(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> names.addAll(List.of(option.names())));
    return names;
  }

  private static String subcommands(CommandLine command) {
    return command.getSubcommands().keySet().stream().collect(Collectors.joining(", "));
  }

  private static String sentence(String message) {
    String lower = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    return lower.endsWith(".") ? lower : lower + ".";
  }
}
