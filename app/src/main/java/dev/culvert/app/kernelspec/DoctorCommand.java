package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;
import dev.culvert.app.Distribution;
import dev.culvert.app.KernelCommand;
import dev.culvert.client.ExecuteOptions;
import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelSpec;
import dev.culvert.protocol.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ./culvert doctor}: each check one line; exit code 1 when one failed. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check the JDK, Jupyter and the kernel, and say what to do.")
public final class DoctorCommand implements Callable<Integer> {

  @CommandLine.Spec private CommandSpec spec;

  @Option(names = "--name", description = "The kernelspec's name (default: ${DEFAULT-VALUE}).")
  private String name = SpecName.DEFAULT;

  private final JupyterPaths paths = JupyterPaths.ofThisMachine();
  private PrintWriter out;
  private boolean failed;

  @Override
  public Integer call() throws InterruptedException {
    out = spec.commandLine().getOut();
    checkPlatform(System.getProperty("os.name"));
    checkJava();
    checkJupyter();
    Optional<Kernelspecs.Entry> winner = checkKernelspec();
    checkKernel(winner);
    return failed ? 1 : 0;
  }

  private void pass(String what) {
    out.println("PASS  " + what);
    out.flush();
  }

  private void fail(String what, String fix) {
    failed = true;
    out.println("FAIL  " + what);
    out.println("      " + fix);
    out.flush();
  }

  /** What output is captured differs by system: docs/output.md. */
  private void checkPlatform(String system) {
    if (system.equals("Linux")) {
      pass("Linux: output of threads, loggers, children and native code is captured");
    } else if (system.startsWith("Windows")) {
      fail(
          "Windows has no named pipes that children could inherit, so no output can be captured",
          "Run Culvert in WSL.");
    } else {
      out.println(
          "NOTE  "
              + system
              + ": output is captured by the same POSIX calls as on Linux, but it is tested on"
              + " Linux alone. Processor times and start times of %ps may be coarser.");
      out.flush();
    }
  }

  private void checkJava() {
    Path home = Path.of(System.getProperty("java.home"));
    try {
      pass("Java " + JavaHome.check(home).version() + " with jdk.jshell at " + home);
    } catch (UserError e) {
      fail(e.getMessage(), "Set JAVA_HOME to a JDK 17 or newer.");
    }
  }

  private void checkJupyter() throws InterruptedException {
    Optional<Path> jupyter = paths.jupyterOnPath();
    if (jupyter.isEmpty()) {
      fail(
          "no jupyter on the PATH",
          "pip install jupyterlab, or activate its environment. ./culvert run needs none.");
      return;
    }
    try {
      Process process =
          new ProcessBuilder(jupyter.get().toString(), "--version")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(answer.strip());
      }
      pass("Jupyter at " + jupyter.get() + ": " + versions(answer));
    } catch (IOException e) {
      fail(jupyter.get() + " does not run: " + e.getMessage(), "Install Jupyter again.");
    }
  }

  private static String versions(String answer) {
    List<String> found =
        answer
            .lines()
            .filter(line -> line.matches("(jupyterlab|notebook|jupyter_client) *:.*"))
            .filter(line -> !line.contains("not installed"))
            .map(line -> line.replaceAll(" *: *", " "))
            .toList();
    return String.join(", ", found);
  }

  private Optional<Kernelspecs.Entry> checkKernelspec() {
    List<Path> folders = paths.kernelFolders();
    for (Path folder : folders) {
      out.println("      looks in " + folder + (Files.isDirectory(folder) ? "" : " (not there)"));
    }
    Optional<Kernelspecs.Entry> winner = Kernelspecs.winner(folders, name);
    if (winner.isEmpty()) {
      fail("no kernelspec named '" + name + "'", "./culvert install --user");
    } else if (!winner.get().isOurs()) {
      fail(
          "Jupyter takes '" + name + "' from " + winner.get().folder() + ", another kernel",
          "./culvert install --user --replace, or install under another --name.");
    } else {
      pass("Jupyter takes '" + name + "' from " + winner.get().folder());
    }
    return winner.filter(Kernelspecs.Entry::isOurs);
  }

  private void checkKernel(Optional<Kernelspecs.Entry> installed) throws InterruptedException {
    StringBuilder result = new StringBuilder();
    try {
      KernelSpec kernel =
          installed.isPresent()
              ? KernelSpec.read(installed.get().folder())
              : KernelCommand.onThisJava().spec(Distribution.here().kernel());
      try (KernelClient client = KernelClient.of(kernel).start()) {
        Message reply =
            client.execute(
                "6 * 7",
                ExecuteOptions.standard().withStoreHistory(false),
                message -> result.append(plainResult(message)));
        if (!reply.text("status").equals("ok") || !result.toString().equals("42")) {
          throw new KernelException(
              "6 * 7 gave '" + result + "', " + reply.text("ename") + reply.text("evalue"));
        }
      }
      pass(
          (installed.isPresent() ? "the installed kernel" : "the kernel of this build")
              + " starts and answers");
    } catch (KernelException | UserError e) {
      fail("the kernel does not work: " + e.getMessage(), "./culvert install --user --replace");
    }
  }

  private static String plainResult(Message message) {
    return message.type().equals("execute_result")
            && message.content().get("data") instanceof java.util.Map<?, ?> data
        ? String.valueOf(data.get("text/plain"))
        : "";
  }
}
