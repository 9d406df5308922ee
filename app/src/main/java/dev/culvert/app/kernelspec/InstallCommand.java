package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;
import dev.culvert.app.ClassDataArchives;
import dev.culvert.app.Distribution;
import dev.culvert.app.KernelCommand;
import dev.culvert.client.KernelException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ./culvert install}. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = "Install the kernel into Jupyter.")
public final class InstallCommand implements Runnable {

  @CommandLine.Spec private CommandSpec spec;

  @CommandLine.Mixin private Target target = new Target();

  @Option(names = "--name", description = "The kernelspec's name (default: ${DEFAULT-VALUE}).")
  private String name = SpecName.DEFAULT;

  @Option(
      names = "--display-name",
      paramLabel = "TEXT",
      description = "What front ends show (default: ${DEFAULT-VALUE}).")
  private String displayName = "Java (Culvert)";

  @Option(
      names = "--java",
      paramLabel = "HOME",
      description = "The JDK that runs the kernel (default: the one that runs this).")
  private Path java = Path.of(System.getProperty("java.home"));

  @Option(names = "--replace", description = "Replace a kernelspec of that name.")
  private boolean replace;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable of the kernel's environment; may be repeated.")
  private Map<String, String> env = new LinkedHashMap<>();

  @Option(
      names = "--jvm-opt",
      paramLabel = "OPTION",
      description = "An option of the JVM that runs the cells, as -Xmx2g; may be repeated.")
  private List<String> jvmOptions = List.of();

  @Option(
      names = "--enable-preview",
      description = "Let cells use the preview features of the JDK from the start.")
  private boolean preview;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    SpecName.checked(name);
    for (String option : jvmOptions) {
      if (!option.startsWith("-") || option.chars().anyMatch(Character::isWhitespace)) {
        throw UserError.usage(
            "--jvm-opt '" + option + "' is no JVM option: it starts with '-' and has no space.");
      }
    }
    JavaHome home = JavaHome.check(java);
    if (preview) {
      env.put(KernelCommand.PREVIEW, "on");
    }
    Installation installation =
        new Installation(
            target.kernels(JupyterPaths.ofThisMachine()),
            name,
            displayName,
            Distribution.here().kernel(),
            new KernelCommand(home.java(), home.version(), jvmOptions, env));
    if (dryRun) {
      out.println("Would install " + displayName + " to " + installation.target());
      if (Files.exists(installation.target())) {
        out.println(
            replace
                ? "It replaces the kernelspec there."
                : "A kernelspec is there already: --replace would be needed.");
      }
      out.print("kernel.json: " + installation.kernelJson());
      return;
    }
    installation.install(replace);
    archive(installation);
    out.println(
        "Installed " + displayName + " (Java " + home.version() + ") to " + installation.target());
    warnIfHidden(installation.target(), out);
  }

  /** Archives hold for the place and the JDK of a kernel, so they are made where it lies now. */
  private void archive(Installation installation) {
    try {
      ClassDataArchives.make(installation.target(), installation.command());
    } catch (KernelException | UncheckedIOException e) {
      spec.commandLine()
          .getErr()
          .println("It starts slower than it could: no class-data archives, " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void warnIfHidden(Path installed, PrintWriter out) {
    List<Path> folders = JupyterPaths.ofThisMachine().kernelFolders();
    Kernelspecs.winner(folders, name)
        .filter(winner -> !winner.folder().toAbsolutePath().normalize().equals(installed))
        .ifPresent(
            winner ->
                out.println(
                    "But Jupyter takes '" + name + "' from " + winner.folder() + " first."));
  }
}
