package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Nearest;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tunnels of one notebook by name, oldest first. Guarded by itself; nothing that blocks runs
 * under its lock.
 */
final class OpenTunnels {

  /** A tunnel and what was asked for when it was opened. */
  private record Entry(SshTunnel tunnel, OpenRequest request) {}

  private final Map<String, Entry> byName = new LinkedHashMap<>();

  /** Registers a tunnel; a name that was taken meanwhile is an error. */
  synchronized void add(SshTunnel tunnel, OpenRequest request) {
    if (byName.containsKey(tunnel.name())) {
      throw taken(tunnel.name());
    }
    byName.put(tunnel.name(), new Entry(tunnel, request));
  }

  /**
   * The tunnel that the same request opened before, if it still is up.
   *
   * @throws TunnelError when the name belongs to another one
   */
  Optional<SshTunnel> sameAs(String name, OpenRequest request) {
    Entry entry = entry(name);
    if (entry == null) {
      return Optional.empty();
    } else if (!entry.request().equals(request)) {
      throw taken(name);
    } else if (entry.tunnel().isUp()) {
      return Optional.of(entry.tunnel());
    }
    entry.tunnel().close();
    return Optional.empty();
  }

  synchronized void remove(SshTunnel tunnel) {
    byName.values().removeIf(entry -> entry.tunnel() == tunnel);
  }

  synchronized List<SshTunnel> all() {
    return byName.values().stream().map(Entry::tunnel).toList();
  }

  synchronized List<Tunnel> tunnels() {
    return new ArrayList<>(all());
  }

  Optional<SshTunnel> find(String name) {
    return Optional.ofNullable(entry(name)).map(Entry::tunnel);
  }

  /**
   * The open tunnel of that name.
   *
   * @throws TunnelError that names the one probably meant
   */
  SshTunnel named(String name) {
    return find(name)
        .orElseThrow(
            () -> new TunnelError(Code.NAME, "no tunnel '" + name + "' is open." + hint(name)));
  }

  /**
   * What the open tunnel of that name was asked for.
   *
   * @throws TunnelError that names the one probably meant
   */
  OpenRequest request(String name) {
    named(name);
    return entry(name).request();
  }

  private String hint(String name) {
    List<String> open = all().stream().map(SshTunnel::name).toList();
    return Nearest.to(name, open)
        .map(meant -> " Did you mean '" + meant + "'?")
        .orElse(open.isEmpty() ? "" : " Open: " + String.join(", ", open) + ".");
  }

  void closeAll() {
    all().forEach(SshTunnel::close);
  }

  private synchronized Entry entry(String name) {
    return byName.get(name);
  }

  private static TunnelError taken(String name) {
    return new TunnelError(
        Code.NAME,
        "a tunnel '%s' is open with other options. Close it with %%tunnel close %s, or give this one another name: %%tunnel open NAME ..."
            .formatted(name, name));
  }
}
