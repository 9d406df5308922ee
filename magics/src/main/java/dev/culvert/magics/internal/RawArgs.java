package dev.culvert.magics.internal;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Arguments of a {@link RawText} command: its options word by word, then the text that follows them
 * as one argument, behind {@code --} so that a text that begins with a dash is no option.
 */
final class RawArgs {

  private static final String END_OF_OPTIONS = "--";

  private RawArgs() {}

  /**
   * For a notebook, where the text is a line.
   *
   * @param args the words of the line; options are taken from here, for notebook expressions are
   *     replaced in them
   */
  static List<String> of(CommandLine commandLine, List<String> args, String line) {
    List<Words.Word> words = Words.of(line);
    List<String> texts = words.stream().map(Words.Word::text).toList();
    int options = leadingOptions(commandLine.getCommandSpec(), texts);
    if (isSubcommand(commandLine, texts, options)) {
      return args;
    }
    List<String> known = args.size() < options ? texts : args;
    boolean delimited = options < texts.size() && texts.get(options).equals(END_OF_OPTIONS);
    int first = delimited ? options + 1 : options;
    String text = first < words.size() ? line.substring(words.get(first).start()) : "";
    return with(known.subList(0, options), text);
  }

  /** For a shell, where the text may come in one argument or in many. */
  static List<String> joined(CommandLine commandLine, List<String> args) {
    int options = leadingOptions(commandLine.getCommandSpec(), args);
    if (isSubcommand(commandLine, args, options)) {
      return args;
    }
    List<String> text = new ArrayList<>(args.subList(options, args.size()));
    if (!text.isEmpty() && text.get(0).equals(END_OF_OPTIONS)) {
      text.remove(0);
    }
    return with(args.subList(0, options), String.join(" ", text));
  }

  private static List<String> with(List<String> options, String text) {
    List<String> all = new ArrayList<>(options);
    if (!text.isBlank()) {
      all.add(END_OF_OPTIONS);
      all.add(text);
    }
    return all;
  }

  private static boolean isSubcommand(CommandLine commandLine, List<String> words, int at) {
    return at < words.size() && commandLine.getSubcommands().containsKey(words.get(at));
  }

  /** How many words at the start are options and their values. */
  private static int leadingOptions(CommandSpec spec, List<String> words) {
    int at = 0;
    while (at < words.size() && isOption(words.get(at))) {
      at += valueFollows(spec, words.get(at)) ? 2 : 1;
    }
    return Math.min(at, words.size());
  }

  private static boolean isOption(String word) {
    return word.length() > 1 && word.startsWith("-") && !word.equals(END_OF_OPTIONS);
  }

  private static boolean valueFollows(CommandSpec spec, String word) {
    OptionSpec option = spec.findOption(word);
    return option != null && option.arity().min() > 0;
  }
}
