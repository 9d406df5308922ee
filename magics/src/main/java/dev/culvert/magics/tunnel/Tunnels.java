package dev.culvert.magics.tunnel;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The open tunnels of this notebook, for Java code and for other magics.
 *
 * <p>The one static field is bound by the tunnel magic when it is made: a worker serves one
 * notebook.
 */
public final class Tunnels {

  private static volatile Supplier<List<Tunnel>> open = List::of;

  private Tunnels() {}

  /** Binds the tunnels of this process; the magic calls it once, at start. */
  public static void bind(Supplier<List<Tunnel>> tunnels) {
    open = tunnels;
  }

  /** The open tunnels, oldest first. */
  public static List<Tunnel> all() {
    return open.get();
  }

  /** The open tunnel of that name. */
  public static Optional<Tunnel> find(String name) {
    return all().stream().filter(tunnel -> tunnel.name().equals(name)).findFirst();
  }
}
