package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.Profiles;
import dev.culvert.magics.tunnel.Diagnosis;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.TunnelRequest;
import dev.culvert.magics.tunnel.Tunnels;
import java.nio.file.Path;
import picocli.CommandLine;

/** {@code %tunnel}: holds the tunnels of one notebook and closes them when it ends. */
public final class TunnelMagic extends PicocliMagic {

  private final OpenTunnels tunnels = new OpenTunnels();
  private final Path profiles;

  /** Made once for a notebook; binds {@link Tunnels} to it. */
  public TunnelMagic() {
    this(Profiles.standardFile(System.getenv()));
  }

  /**
   * With profiles of its own.
   *
   * @param profiles the file; it need not exist
   */
  TunnelMagic(Path profiles) {
    super("tunnel");
    this.profiles = profiles;
    Tunnels.bind(tunnels::tunnels, this::open);
  }

  /** Opens what Java code asks for, which is asked nothing. */
  private Tunnel open(TunnelRequest request) {
    OpenCommand command =
        new OpenCommand(tunnels, new Unattended("Java code is asked nothing"), null);
    request.keyPair().ifPresent(command::show);
    try {
      new CommandLine(command)
          .setExpandAtFiles(false)
          .parseArgs(request.words().toArray(String[]::new));
      return command.call();
    } catch (CommandLine.ParameterException e) {
      throw UserError.usage(e.getMessage());
    }
  }

  @Override
  protected Object command(MagicCall call) {
    Notebook notebook = call.notebook();
    return CommandTree.of(new TunnelCommand())
        .with(new OpenCommand(tunnels, notebook, profiles))
        .with(new CloseCommand(tunnels, notebook))
        .with(new ReopenCommand(tunnels, notebook))
        .with(new ListCommand(tunnels))
        .with(new StatusCommand(tunnels))
        .with(new StatsCommand(tunnels))
        .with(new SaveCommand(tunnels, notebook, profiles))
        .with(new DoctorCommand(tunnels, notebook, profiles))
        .with(
            CommandTree.of(new KeyCommand())
                .with(new KeyNewCommand(notebook))
                .with(new KeyAddCommand(notebook)));
  }

  /** Keeps a shell's tunnel open until it is closed or the process ends; a failed check fails. */
  @Override
  protected int show(Object value, Notebook terminal) throws InterruptedException {
    super.show(value, terminal);
    if (value == TunnelTable.NOTHING) {
      terminal.display(
          MimeBundle.text(
              "A shell's tunnel belongs to the process that opened it, which Ctrl-C ends; it is"
                  + " not seen from here."));
    }
    if (value instanceof SshTunnel tunnel) {
      Runtime.getRuntime().addShutdownHook(new Thread(tunnel::close, "tunnel-close"));
      tunnel.awaitClosed();
    }
    return value instanceof Diagnosis diagnosis && !diagnosis.ok() ? FAILED : OK;
  }

  @Override
  public void close() {
    tunnels.closeAll();
  }
}
