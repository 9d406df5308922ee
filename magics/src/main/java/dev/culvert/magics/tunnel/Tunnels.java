package dev.culvert.magics.tunnel;

import dev.culvert.api.Culvert;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The open tunnels of this notebook, for Java code and for other magics.
 *
 * <p>The one static field is bound by the tunnel magic when it is made, which is at the first use
 * of any magic, or of this class to open one: a worker serves one notebook.
 */
public final class Tunnels {

  /** What the magic lends to Java code. */
  private record Magic(Supplier<List<Tunnel>> open, Function<TunnelRequest, Tunnel> opener) {}

  private static final Magic NONE =
      new Magic(
          List::of,
          request -> {
            throw new IllegalStateException("there is no %tunnel magic in this program");
          });

  private static volatile Magic magic = NONE;

  private Tunnels() {}

  /**
   * Binds the tunnels of this process; the magic calls it once, at start.
   *
   * @param open the open ones
   * @param opener opens one
   */
  public static void bind(Supplier<List<Tunnel>> open, Function<TunnelRequest, Tunnel> opener) {
    magic = new Magic(open, opener);
  }

  /** The open tunnels, oldest first. */
  public static List<Tunnel> all() {
    return magic.open().get();
  }

  /** The open tunnel of that name. */
  public static Optional<Tunnel> find(String name) {
    return all().stream().filter(tunnel -> tunnel.name().equals(name)).findFirst();
  }

  /**
   * A tunnel to open through an SSH server.
   *
   * @param server {@code [user@]host[:port]}
   */
  public static TunnelRequest through(String server) {
    return new TunnelRequest(server);
  }

  static Tunnel open(TunnelRequest request) {
    if (magic == NONE) {
      Culvert.notebook().loadMagics();
    }
    return magic.opener().apply(request);
  }
}
