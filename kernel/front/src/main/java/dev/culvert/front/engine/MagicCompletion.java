package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import dev.culvert.front.engine.Completion.Match;
import dev.culvert.front.engine.Completion.Matches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Completes a magic's line: its name, subcommands, options, their values and its arguments. */
final class MagicCompletion {

  private MagicCompletion() {}

  /**
   * @param line from the percent sign to the cursor
   * @param here the notebook's folder
   */
  static Matches complete(MagicCatalog catalog, String line, int cursor, Path here) {
    String marks = line.startsWith("%%") ? "%%" : "%";
    String typed = line.substring(marks.length());
    if (typed.chars().noneMatch(Character::isWhitespace)) {
      List<Match> names =
          catalog.names().stream()
              .filter(name -> name.startsWith(typed))
              .map(name -> new Match(marks + name, "magic"))
              .toList();
      return new Matches(names, cursor - line.length(), cursor);
    }
    String word = Completion.lastWord(typed);
    List<String> words = List.of(typed.substring(0, typed.length() - word.length()).split("\\s+"));
    return catalog
        .find(words.get(0))
        .map(model -> below(model, words.subList(1, words.size()), word, cursor, here))
        .orElse(new Matches(List.of(), cursor, cursor));
  }

  private static Matches below(
      CommandModel model, List<String> words, String word, int cursor, Path here) {
    CommandModel command = model;
    for (String each : words) {
      command = command.subcommand(each).orElse(command);
    }
    Optional<CommandModel.Option> option =
        words.isEmpty() ? Optional.empty() : option(command, words.get(words.size() - 1));
    if (option.isPresent() && option.get().takesValue()) {
      return option.get().values().isEmpty()
          ? values(option.get().value(), word, cursor, here)
          : matches(option.get().values().stream(), "value", word, cursor);
    }
    if (word.startsWith("-")) {
      return matches(
          command.options().stream().flatMap(each -> each.names().stream()),
          "option",
          word,
          cursor);
    }
    Matches commands =
        matches(command.subcommands().stream().map(CommandModel::name), "command", word, cursor);
    if (!commands.matches().isEmpty()) {
      return commands;
    }
    return values(command.argument(), word, cursor, here);
  }

  private static Matches values(CommandModel.Argument kind, String word, int cursor, Path here) {
    return switch (kind) {
      case FILE -> FileNames.complete(here, word, cursor);
      case COORDINATE -> LocalRepository.complete(word, cursor);
      case NONE, VARIABLE -> new Matches(List.of(), cursor, cursor);
    };
  }

  private static Optional<CommandModel.Option> option(CommandModel command, String name) {
    return command.options().stream().filter(each -> each.names().contains(name)).findFirst();
  }

  private static Matches matches(Stream<String> all, String type, String word, int cursor) {
    List<Match> found = new ArrayList<>();
    all.filter(each -> each.startsWith(word)).forEach(each -> found.add(new Match(each, type)));
    return new Matches(found, cursor - word.length(), cursor);
  }
}
