package dev.culvert.app;

import dev.culvert.api.Magic;
import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import dev.culvert.app.demo.DemoCommand;
import dev.culvert.app.kernelspec.DoctorCommand;
import dev.culvert.app.kernelspec.InstallCommand;
import dev.culvert.app.kernelspec.ListCommand;
import dev.culvert.app.kernelspec.UninstallCommand;
import dev.culvert.app.notebook.RunCommand;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code ./culvert}.
 *
 * <p>Exit codes: 0 done, 1 it was tried and failed, 2 called wrongly or something is missing.
 */
@Command(
    name = "culvert",
    mixinStandardHelpOptions = true,
    version = "Culvert 0.1.0-SNAPSHOT",
    description = "A Jupyter kernel for Java: install it, run notebooks, call its magics.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "./culvert bench --help: measure Culvert beside other kernels; needs a checkout."
    },
    subcommands = {
      InstallCommand.class,
      UninstallCommand.class,
      ListCommand.class,
      DoctorCommand.class,
      RunCommand.class,
      DemoCommand.class,
      PrepareCommand.class,
    })
public final class Main implements Runnable {

  static final int MISUSED = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] args) {
    System.exit(commandLine(args).execute(args));
  }

  /**
   * The command tree. Every magic on the class path is a command too. What takes time is done only
   * when it is needed: they are loaded when no command of our own is called, and asked what they do
   * when all are listed.
   */
  static CommandLine commandLine(String... args) {
    CommandLine culvert = new CommandLine(new Main());
    if (args.length == 0 || !culvert.getSubcommands().containsKey(args[0])) {
      boolean listed = args.length == 0 || args[0].startsWith("-");
      for (Magic magic : ServiceLoader.load(Magic.class)) {
        CommandLine command = MagicCommand.of(magic);
        if (listed) {
          String summary = magic.model().summary().replace("%", "%%"); // a format for picocli
          command.getCommandSpec().usageMessage().description(summary);
        }
        culvert.addSubcommand(magic.name(), command);
      }
    }
    culvert.setUsageHelpWidth(100);
    culvert.setParameterExceptionHandler(Main::misused);
    culvert.setExecutionExceptionHandler(Main::failed);
    return culvert;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int misused(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("culvert: " + problem(e));
    err.println("Try './culvert" + name.substring("culvert".length()) + " --help'.");
    return MISUSED;
  }

  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && e.getCommandLine().getParent() == null) {
      String word = unmatched.getUnmatched().get(0);
      return "no command '"
          + word
          + "'."
          + Nearest.hint(word, e.getCommandLine().getSubcommands().keySet());
    }
    return e.getMessage();
  }

  private static int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof UserError) {
      commandLine.getErr().println("culvert: " + e.getMessage());
      return MISUSED;
    }
    throw e;
  }
}
