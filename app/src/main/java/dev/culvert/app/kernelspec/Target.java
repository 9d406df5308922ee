package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which folder of kernelspecs is meant: the user's, an environment's, or one by its prefix. */
final class Target {

  @Option(names = "--user", description = "The user's own kernelspecs (the default).")
  private boolean user;

  @Option(
      names = "--sys-prefix",
      description = "The Python environment: VIRTUAL_ENV, CONDA_PREFIX or python's prefix.")
  private boolean sysPrefix;

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "The kernelspecs below DIR/share/jupyter.")
  private Path prefix;

  Path kernels(JupyterPaths paths) {
    if ((user ? 1 : 0) + (sysPrefix ? 1 : 0) + (prefix == null ? 0 : 1) > 1) {
      throw UserError.usage("--user, --sys-prefix and --prefix exclude each other; give one.");
    }
    Path data = paths.userData();
    if (sysPrefix) {
      data = JupyterPaths.shareOf(paths.sysPrefix());
    } else if (prefix != null) {
      data = JupyterPaths.shareOf(prefix);
    }
    return data.resolve("kernels").toAbsolutePath().normalize();
  }
}
