package dev.culvert.app.notebook;

import dev.culvert.api.UserError;
import dev.culvert.app.Distribution;
import dev.culvert.app.KernelCommand;
import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelSpec;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./culvert run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run a notebook and print its cells and their outputs; needs no Python.",
    footer = {"", "Exit code 1 when a cell fails that is not tagged 'raises-exception'."})
public final class RunCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandSpec spec;

  @Parameters(paramLabel = "NOTEBOOK", description = "The notebook, an .ipynb file.")
  private Path notebookFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the executed notebook here.")
  private Path output;

  @Option(names = "--html", paramLabel = "FILE", description = "Write it as an HTML page here.")
  private Path html;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "Set a variable after the cell tagged 'parameters'; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--kernel-dir",
      paramLabel = "DIR",
      description = "Run in the kernel of this kernelspec folder, not in Culvert's own.")
  private Path kernelDir;

  @Option(
      names = "--linger",
      paramLabel = "SECONDS",
      description =
          "After the last cell, wait until no late output came for this time"
              + " (default: ${DEFAULT-VALUE}).")
  private double linger = 0.5;

  @Override
  public Integer call() throws InterruptedException {
    if (linger < 0) {
      throw UserError.usage("--linger " + linger + ": a time cannot be negative.");
    }
    NotebookFile notebook = NotebookFile.read(notebookFile);
    dev.culvert.app.notebook.Parameters.inject(notebook, parameters);
    Optional<NotebookRunner.Failure> failure = execute(notebook);
    String title = notebookFile.getFileName().toString();
    if (output != null) {
      notebook.write(output);
    }
    if (html != null) {
      HtmlPage.write(notebook, title, html);
    }
    failure.ifPresent(this::report);
    return failure.isPresent() ? 1 : 0;
  }

  private void report(NotebookRunner.Failure failure) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "culvert: cell "
            + failure.cell()
            + " failed: "
            + failure.ename()
            + ": "
            + failure.message());
    err.flush();
  }

  private Optional<NotebookRunner.Failure> execute(NotebookFile notebook)
      throws InterruptedException {
    Console console = System.console();
    Transcript transcript =
        new Transcript(
            spec.commandLine().getOut(), console != null && System.getenv("NO_COLOR") == null);
    try (KernelClient kernel = start()) {
      Thread onCtrlC = new Thread(kernel::close, "culvert-run-end");
      Runtime.getRuntime().addShutdownHook(onCtrlC);
      NotebookRunner runner =
          new NotebookRunner(kernel, transcript, asker(console), Math.round(linger * 1000));
      try {
        return runner.run(notebook);
      } finally {
        kernel.close();
        runner.keepOutputs(notebook);
        forget(onCtrlC);
      }
    }
  }

  private static void forget(Thread onCtrlC) {
    try {
      Runtime.getRuntime().removeShutdownHook(onCtrlC);
    } catch (IllegalStateException e) {
      Thread.currentThread().interrupt(); // the JVM is ending: the hook closes the kernel
    }
  }

  private KernelClient start() throws InterruptedException {
    try {
      KernelSpec kernel =
          kernelDir == null
              ? KernelCommand.onThisJava().spec(Distribution.here().kernel())
              : KernelSpec.read(kernelDir);
      return KernelClient.of(kernel).directory(folder()).start();
    } catch (KernelException e) {
      throw new UserError(
          "NoKernel", "no kernel to run it in: " + e.getMessage() + " (see ./culvert doctor)", e);
    }
  }

  private Path folder() {
    return notebookFile.toAbsolutePath().getParent();
  }

  private static NotebookRunner.Asker asker(Console console) {
    return console == null ? null : (prompt, password) -> answer(console, prompt, password);
  }

  private static String answer(Console console, String prompt, boolean password)
      throws IOException {
    if (!password) {
      String line = console.readLine("%s", prompt);
      return ended(line, prompt);
    }
    char[] secret = console.readPassword("%s", prompt);
    return ended(secret == null ? null : new String(secret), prompt);
  }

  private static String ended(String answer, String prompt) throws IOException {
    if (answer == null) {
      throw new IOException("the cell asks '" + prompt + "' and the terminal's input ended");
    }
    return answer;
  }
}
