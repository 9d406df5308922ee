package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.config.HostConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say what a tunnel leads to; ssh's own where it has them. */
final class ForwardOptions {

  @Option(
      names = {"-L", "--local"},
      paramLabel = "FORWARD",
      description = {
        "Local port and target, as ssh takes it: 3307:db:3306; also a Unix socket: 3307:/run/db.sock.",
        "A lone port is that port on the SSH server itself, on the same local port or,"
            + " if that is taken, on a free one."
      })
  private List<String> locals = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      description = "A target on a free local port; or the path of a Unix socket there.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = {"-D", "--socks"},
      paramLabel = "[BIND:]PORT",
      description = "A local SOCKS port, whose clients say where they want to go.")
  private List<String> socks = new ArrayList<>();

  @Option(
      names = {"-R", "--remote"},
      paramLabel = "FORWARD",
      description = "A port of the SSH server that leads here, as ssh takes it: 8080:localhost:80.")
  private List<String> remotes = new ArrayList<>();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The local address of forwards that name none (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(
      names = "--expose",
      description = "Allow addresses that other machines reach, here and with -R at the server.")
  private boolean exposed;

  /** What was asked for, all of it. */
  record Forwards(List<ForwardSpec> locals, List<RemoteSpec> remotes) {

    /** These, then those of the configuration. */
    Forwards and(HostConfig config) {
      if (config.flag("clearallforwardings").orElse(false)) {
        return this;
      }
      ForwardSpec.Local local = ForwardSpec.Local.LOOPBACK;
      List<ForwardSpec> all = new ArrayList<>(locals);
      written(config, "localforward").forEach(each -> all.add(ForwardSpec.local(each, local)));
      written(config, "dynamicforward").forEach(each -> all.add(ForwardSpec.socks(each, local)));
      List<RemoteSpec> back = new ArrayList<>(remotes);
      written(config, "remoteforward").forEach(each -> back.add(RemoteSpec.parse(each, false)));
      return new Forwards(all, back);
    }

    private static Stream<String> written(HostConfig config, String keyword) {
      return config.all(keyword).stream().map(set -> String.join(":", set.words()));
    }

    /** Says which of the local ones other machines can reach. */
    void warnOfOpenOnes(Consumer<String> warnings) {
      locals.stream()
          .filter(each -> !each.bind().isLoopbackAddress())
          .forEach(
              each ->
                  warnings.accept(
                      "other machines can use the tunnel to %s, at %s"
                          .formatted(each.target(), each.bind().getHostAddress())));
    }
  }

  Forwards forwards() {
    ForwardSpec.Local local = new ForwardSpec.Local(bind, exposed);
    return new Forwards(
        Stream.of(
                locals.stream().map(each -> ForwardSpec.local(each, local)),
                targets.stream().map(each -> ForwardSpec.to(each, local)),
                socks.stream().map(each -> ForwardSpec.socks(each, local)))
            .flatMap(each -> each)
            .toList(),
        remotes.stream().map(each -> RemoteSpec.parse(each, exposed)).toList());
  }
}
