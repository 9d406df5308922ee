package dev.culvert.app.demo;

import dev.culvert.api.UserError;
import dev.culvert.embedded.ServerUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ./culvert demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Run examples/quickstart.ipynb against an SSH server and a MariaDB of its own.",
    footer = {"", "Exit code 1 when a cell fails. Nothing is left running."})
public final class DemoCommand implements Callable<Integer> {

  /** Names the checkout; the launcher sets it. */
  private static final String CHECKOUT = "culvert.checkout";

  @CommandLine.Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the executed notebook and its HTML page go (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("demo-output");

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path examples = examples();
    Files.createDirectories(output);
    long begun = System.nanoTime();
    say(out, "Starting an SSH server and a MariaDB (its first start unpacks it) ...");
    try (DemoServers servers =
        DemoServers.start(Files.readString(examples.resolve("bookstore.sql")))) {
      say(out, "  " + servers.describe() + ": " + since(begun));
      long running = System.nanoTime();
      say(out, "Running examples/quickstart.ipynb in the real kernel ...");
      int code = spec.commandLine().getParent().execute(runCommand(examples, servers));
      say(out, "  ran it, and wrote " + executed() + " and " + page() + ": " + since(running));
      return code;
    } catch (ServerUnavailable e) {
      throw new UserError("DemoUnavailable", e.getMessage(), e);
    } finally {
      say(out, "Servers are stopped; nothing is left running. In all: " + since(begun));
    }
  }

  private static Path examples() {
    Path examples = Path.of(System.getProperty(CHECKOUT, ".")).resolve("examples");
    if (!Files.isRegularFile(examples.resolve("quickstart.ipynb"))) {
      throw new UserError(
          "NoExamples",
          "there is no quickstart.ipynb in "
              + examples
              + ". The demo runs from a checkout: call its ./culvert.");
    }
    return examples;
  }

  private String[] runCommand(Path examples, DemoServers servers) {
    List<String> command = new ArrayList<>();
    command.add("run");
    command.add(examples.resolve("quickstart.ipynb").toString());
    command.addAll(List.of("-o", executed().toString(), "--html", page().toString()));
    servers
        .parameters()
        .forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
    return command.toArray(String[]::new);
  }

  private Path executed() {
    return output.resolve("quickstart.ipynb");
  }

  private Path page() {
    return output.resolve("quickstart.html");
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static String since(long begun) {
    return String.format("%.1f s", (System.nanoTime() - begun) / 1e9);
  }
}
