package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.Profiles;
import dev.culvert.magics.internal.ResultType;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %tunnel save}: what was asked for, never what was answered. */
@ResultType(void.class)
@Command(
    name = "save",
    description = "Saves how an open tunnel was opened, so that %%tunnel open NAME opens it again.")
final class SaveCommand implements Runnable {

  @Parameters(paramLabel = "NAME", description = "Which tunnel.")
  private String name;

  @Option(
      names = "--name",
      paramLabel = "PROFILE",
      description = "Another name for the profile than the tunnel's.")
  private String profile;

  private final OpenTunnels tunnels;
  private final Notebook notebook;
  private final Path profiles;

  SaveCommand(OpenTunnels tunnels, Notebook notebook, Path profiles) {
    this.tunnels = tunnels;
    this.notebook = notebook;
    this.profiles = profiles;
  }

  @Override
  public void run() {
    OpenRequest request = tunnels.request(name);
    String as = profile == null ? name : profile;
    Profiles.add(profiles, Profiles.Kind.TUNNEL, as, request.asProfile());
    notebook.display(
        MimeBundle.text("saved '%s' to %s: %%tunnel open %s".formatted(as, profiles, as)));
  }
}
