package dev.culvert.app.kernelspec;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ./culvert list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the kernelspecs that Jupyter sees; Culvert's are marked with *.")
public final class ListCommand implements Runnable {

  @CommandLine.Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Kernelspecs.Entry> entries = Kernelspecs.in(JupyterPaths.ofThisMachine().kernelFolders());
    if (entries.isEmpty()) {
      out.println("No kernelspecs. Install ours with ./culvert install --user");
      return;
    }
    int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    for (Kernelspecs.Entry entry : entries) {
      out.printf(
          "%s %-" + width + "s  %s  (%s)%s%n",
          entry.isOurs() ? "*" : " ",
          entry.name(),
          entry.folder(),
          entry.title(),
          entry.wins() ? "" : " hidden: one above has its name");
    }
  }
}
