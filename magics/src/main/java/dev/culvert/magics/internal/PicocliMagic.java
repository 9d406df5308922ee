package dev.culvert.magics.internal;

import dev.culvert.api.CommandModel;
import dev.culvert.api.Magic;
import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
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
  private volatile CommandModel model;

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
   * CommandLine} made of such objects. What runs is a {@link Callable}, whose value is the value of
   * the magic, or a {@link Runnable}.
   *
   * <p>Called for {@link #model()} too, with a call whose notebook refuses every use: making the
   * command must not ask it for anything.
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
    CommandModel known = model;
    if (known == null) {
      MagicCall none = new MagicCall(List.of(), "", null, new NoNotebook());
      known = CommandModels.of(commandLine(none, IN_NOTEBOOK), this);
      model = known;
    }
    return known;
  }

  @Override
  public final Object run(MagicCall call) throws Exception {
    CommandLine commandLine = commandLine(call, IN_NOTEBOOK);
    List<String> args =
        isRaw(commandLine) ? RawArgs.of(commandLine, call.args(), call.line()) : call.args();
    Outcome outcome = execute(commandLine, args);
    if (outcome.help() != null) {
      call.notebook().display(MimeBundle.text(outcome.help()));
    }
    return outcome.value();
  }

  @Override
  public final int main(List<String> args, Notebook terminal, PrintWriter out, PrintWriter err) {
    MagicCall call = new MagicCall(args, String.join(" ", args), null, terminal);
    CommandLine commandLine = commandLine(call, IN_SHELL);
    try {
      List<String> words = isRaw(commandLine) ? RawArgs.joined(commandLine, args) : args;
      Outcome outcome = execute(commandLine, words);
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
      err.println(commandLine.getCommandName() + ": interrupted");
      return FAILED;
    } catch (Exception e) {
      e.printStackTrace(err);
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** What a command came to: a help text to show, or a value that may be null. */
  private record Outcome(String help, Object value) {}

  private CommandLine commandLine(MagicCall call, String prefix) {
    Object command = command(call);
    CommandLine commandLine =
        command instanceof CommandLine ready ? ready : new CommandLine(command);
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

  private static Outcome execute(CommandLine commandLine, List<String> args) throws Exception {
    try {
      ParseResult parsed = commandLine.parseArgs(args.toArray(String[]::new));
      for (ParseResult level = parsed; ; level = level.subcommand()) {
        CommandLine reached = level.commandSpec().commandLine();
        if (level.isUsageHelpRequested()) {
          return new Outcome(reached.getUsageMessage(Ansi.OFF), null);
        }
        if (!level.hasSubcommand()) {
          return new Outcome(null, call(reached));
        }
      }
    } catch (ParameterException e) {
      throw UsageErrors.of(e);
    }
  }

  private static Object call(CommandLine reached) throws Exception {
    Object command = reached.getCommandSpec().userObject();
    if (command instanceof Callable<?> callable) {
      return callable.call();
    } else if (command instanceof Runnable runnable) {
      runnable.run();
      return null;
    }
    throw UsageErrors.needsSubcommand(reached);
  }
}
