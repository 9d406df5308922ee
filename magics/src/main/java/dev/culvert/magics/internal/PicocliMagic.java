package dev.culvert.magics.internal;

import dev.culvert.api.CommandModel;
import dev.culvert.api.Magic;
import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * A magic that is a picocli command.
 *
 * <p>One command tree serves a notebook ({@link #run}), a shell ({@link #main}) and completion
 * ({@link #model}), with the same help and the same error texts; only the word in front differs:
 * {@code %tunnel} in a notebook, {@code culvert tunnel} in a shell.
 *
 * <p>Invariant: every call gets a command object of its own, so that calls of several cells never
 * see each other's options. What lasts longer than a call (open tunnels, connections) is held by
 * the subclass and must be safe for several threads.
 */
public abstract class PicocliMagic implements Magic {

  /** Exit code of a command that did what it should. */
  public static final int OK = 0;

  /** Exit code of a command that failed. */
  public static final int FAILED = 1;

  /** Exit code of a command that was called wrongly. */
  public static final int MISUSED = 2;

  private static final String IN_NOTEBOOK = "%";
  private static final String IN_SHELL = "culvert ";

  private final String name;
  private volatile Known known; // null until first needed

  /**
   * For subclasses.
   *
   * @param name the word that calls the magic; the command's own name does not count
   */
  protected PicocliMagic(String name) {
    this.name = name;
  }

  /**
   * A new command for one call: an object annotated with {@link CommandLine.Command}, or a {@link
   * CommandTree} of such objects. What runs is a {@link Callable}, whose value is the value of the
   * magic, or a {@link Runnable}.
   *
   * <p>Called for {@link #model()} too, with a call whose notebook refuses every use, and again for
   * a call that is wrong: making the command must not ask for anything nor change anything.
   */
  protected abstract Object command(MagicCall call);

  /**
   * Shows a command's value to a shell and returns the exit code. A subclass whose values live on,
   * as tunnels do, waits here for their end.
   */
  protected int show(Object value, Notebook terminal) throws InterruptedException {
    if (value != null) {
      terminal.display(value);
    }
    return OK;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final CommandModel model() {
    return known().model;
  }

  private Known known() {
    Known before = known;
    if (before == null) {
      MagicCall none = new MagicCall(List.of(), "", null, new NoNotebook());
      CommandLine whole = whole(none, IN_NOTEBOOK);
      before = new Known(CommandModels.of(whole, this), CommandForms.of(whole));
      known = before;
    }
    return before;
  }

  @Override
  public final Object run(MagicCall call) throws Exception {
    Outcome outcome =
        execute(
            call,
            IN_NOTEBOOK,
            known().forms,
            commandLine ->
                isRaw(commandLine)
                    ? RawArgs.of(commandLine, call.args(), call.line())
                    : call.args());
    if (outcome.help() != null) {
      call.notebook().display(MimeBundle.text(outcome.help()));
    }
    return outcome.value();
  }

  @Override
  public final int main(List<String> args, Notebook terminal, PrintWriter out, PrintWriter err) {
    MagicCall call = new MagicCall(args, String.join(" ", args), null, terminal);
    try {
      Outcome outcome =
          execute(
              call,
              IN_SHELL,
              CommandForms.NONE, // one call does not pay for them
              commandLine -> isRaw(commandLine) ? RawArgs.joined(commandLine, args) : args);
      if (outcome.help() != null) {
        out.print(outcome.help());
        return OK;
      }
      return show(outcome.value(), terminal);
    } catch (UserError e) {
      boolean misused = e.name().equals(UserError.usage("").name());
      err.println(misused ? e.getMessage() : e.name() + ": " + e.getMessage());
      return misused ? MISUSED : FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println(IN_SHELL + name + ": interrupted");
      return FAILED;
    } catch (Exception e) {
      e.printStackTrace(err);
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** What is known of the commands, whatever the call. */
  private record Known(CommandModel model, CommandForms forms) {}

  /** What a command came to: a help text to show, or a value that may be null. */
  private record Outcome(String help, Object value) {}

  private CommandLine whole(MagicCall call, String prefix) {
    return prepared(CommandTree.of(command(call)).whole(), prefix);
  }

  /** With the commands that the line names, too: of raw text, only it says what is an option. */
  private CommandUse named(MagicCall call, String prefix, CommandForms forms) {
    Set<String> words = new HashSet<>(call.args());
    Words.of(call.line()).forEach(word -> words.add(word.text()));
    return CommandTree.of(command(call)).named(words, forms, made -> prepared(made, prefix));
  }

  private CommandLine prepared(CommandLine commandLine, String prefix) {
    commandLine.setExpandAtFiles(false);
    commandLine.setUsageHelpWidth(100);
    addHelp(commandLine);
    // Qualified names of subcommands, in help and in errors, are made of this one.
    commandLine.setCommandName(prefix + name);
    nameInSynopses(commandLine);
    return commandLine;
  }

  /**
   * Puts a command's name in place of {@code {command}} in its custom synopsis. Picocli's own
   * variable does not do: it formats the result, and our names begin with a percent sign.
   */
  private static void nameInSynopses(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    String name = spec.qualifiedName().replace("%", "%%");
    String[] lines = spec.usageMessage().customSynopsis();
    spec.usageMessage()
        .customSynopsis(
            Arrays.stream(lines)
                .map(line -> line.replace("{command}", name))
                .toArray(String[]::new));
    commandLine.getSubcommands().values().forEach(PicocliMagic::nameInSynopses);
  }

  private static void addHelp(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    if (spec.options().stream().noneMatch(OptionSpec::usageHelp)) {
      String[] names =
          spec.findOption("-h") == null ? new String[] {"-h", "--help"} : new String[] {"--help"};
      spec.addOption(
          OptionSpec.builder(names).usageHelp(true).description("Show this help.").build());
    }
    commandLine.getSubcommands().values().forEach(PicocliMagic::addHelp);
  }

  private static boolean isRaw(CommandLine commandLine) {
    return CommandModels.isRaw(commandLine.getCommandSpec());
  }

  /** The words of a call as picocli is to see them. */
  private interface Arguments {
    List<String> of(CommandLine commandLine);
  }

  private Outcome execute(MagicCall call, String prefix, CommandForms forms, Arguments arguments)
      throws Exception {
    try {
      Object command = runnable(call, prefix, forms, arguments);
      if (command != null) {
        return new Outcome(null, run(command));
      }
      ParseResult last = last(whole(call, prefix), arguments);
      CommandLine reached = last.commandSpec().commandLine();
      return last.isUsageHelpRequested()
          ? new Outcome(reached.getUsageMessage(Ansi.OFF), null)
          : new Outcome(null, call(reached));
    } catch (ParameterException e) {
      throw UsageErrors.of(e);
    }
  }

  /**
   * The command that a call runs, of a tree that has no others; null for help, and for a call that
   * is wrong: what there is instead is known to the whole tree alone.
   */
  private Object runnable(MagicCall call, String prefix, CommandForms forms, Arguments arguments) {
    try (CommandUse use = named(call, prefix, forms)) {
      ParseResult last = last(use.line(), arguments);
      Object command = use.command(last.commandSpec());
      return last.isUsageHelpRequested() || !runs(command) ? null : command;
    } catch (ParameterException e) {
      return null;
    }
  }

  /** The level of the command that is called, or whose help is asked for. */
  private static ParseResult last(CommandLine commandLine, Arguments arguments) {
    List<String> words = arguments.of(commandLine);
    ParseResult level = commandLine.parseArgs(words.toArray(String[]::new));
    while (level.hasSubcommand() && !level.isUsageHelpRequested()) {
      level = level.subcommand();
    }
    return level;
  }

  private static boolean runs(Object command) {
    return command instanceof Callable || command instanceof Runnable;
  }

  private static Object call(CommandLine reached) throws Exception {
    Object command = reached.getCommandSpec().userObject();
    if (!runs(command)) {
      throw UsageErrors.needsSubcommand(reached);
    }
    return run(command);
  }

  private static Object run(Object command) throws Exception {
    if (command instanceof Callable<?> callable) {
      return callable.call();
    }
    ((Runnable) command).run();
    return null;
  }
}
