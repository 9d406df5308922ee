package dev.culvert.magics.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A command and those below it, each an object annotated with {@link Command}.
 *
 * <p>What picocli makes of such an object by reflection takes longer than most calls. So a call has
 * made what its words name, and no more; what other commands there are is only asked for help and
 * for errors. Used by one call.
 */
public final class CommandTree {

  private final Object command;
  private final List<CommandTree> below = new ArrayList<>();
  private boolean stopsAtPositional;

  private CommandTree(Object command) {
    this.command = command;
  }

  /** A command that has none below it yet. */
  public static CommandTree of(Object command) {
    return command instanceof CommandTree tree ? tree : new CommandTree(command);
  }

  /**
   * Puts a command below this one.
   *
   * @param command annotated with a name; or a tree of it and others
   */
  public CommandTree with(Object command) {
    below.add(of(command));
    return this;
  }

  /** What follows the first word that is no option belongs to that word, options too. */
  public CommandTree stopAtPositional() {
    stopsAtPositional = true;
    return this;
  }

  /** All of it. */
  CommandLine whole() {
    return commandLine(name -> true, CommandLine::new);
  }

  /**
   * What reads the words of a call: the command and those below it whose names are among them, with
   * the options that they may name.
   *
   * @param prepare what is to be done to each line that is made
   */
  CommandUse named(Set<String> words, CommandForms forms, UnaryOperator<CommandLine> prepare) {
    List<Object> commands = new ArrayList<>();
    collect(words::contains, commands);
    return forms.use(commands, words, maker -> prepare.apply(commandLine(words::contains, maker)));
  }

  /** In the order in which {@link #commandLine} makes them. */
  private void collect(Predicate<String> wanted, List<Object> commands) {
    commands.add(command);
    below.stream()
        .filter(each -> each.names().anyMatch(wanted))
        .forEach(each -> each.collect(wanted, commands));
  }

  private CommandLine commandLine(Predicate<String> wanted, Function<Object, CommandLine> maker) {
    CommandLine made = maker.apply(command);
    below.stream()
        .filter(each -> each.names().anyMatch(wanted))
        .forEach(each -> made.addSubcommand(each.commandLine(wanted, maker)));
    // Picocli hands the setting on to the commands below, so it is left alone elsewhere.
    return stopsAtPositional ? made.setStopAtPositional(true) : made;
  }

  private Stream<String> names() {
    Command annotation = command.getClass().getAnnotation(Command.class);
    return Stream.concat(Stream.of(annotation.name()), Arrays.stream(annotation.aliases()));
  }
}
