package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code ./culvert uninstall}. */
@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    description = "Remove an installed kernel; only a Culvert one is removed.")
public final class UninstallCommand implements Runnable {

  @CommandLine.Spec private CommandSpec spec;

  @CommandLine.Mixin private Target target = new Target();

  @Option(names = "--name", description = "The kernelspec's name (default: ${DEFAULT-VALUE}).")
  private String name = SpecName.DEFAULT;

  @Override
  public void run() {
    Path folder = target.kernels(JupyterPaths.ofThisMachine()).resolve(SpecName.checked(name));
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          "NotInstalled",
          "there is no kernelspec at " + folder + ". './culvert list' shows where they are.");
    }
    if (!Kernelspecs.isOurs(folder)) {
      throw new UserError(
          "NotOurs",
          folder
              + " is not a Culvert kernel; it was left alone. Remove it with"
              + " 'jupyter kernelspec remove "
              + name
              + "'.");
    }
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw new UserError("NotRemoved", folder + " cannot be removed: " + e + ".", e);
    }
    spec.commandLine().getOut().println("Removed " + folder);
  }
}
