package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.tunnel.Tunnel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows tunnels, as text and as a table. What asks the servers for their round trip waits for the
 * answers, and so is for commands, not for the display of a tunnel.
 */
final class TunnelTable {

  private static final List<String> HEAD =
      List.of("name", "state", "since", "via", "local", "to", "traffic");

  /** In place of a table without rows. */
  static final MimeBundle NOTHING =
      MimeBundle.text("no tunnel is open").withHtml("<p>no tunnel is open</p>");

  private TunnelTable() {}

  /** One tunnel; asks nobody. */
  static MimeBundle of(SshTunnel tunnel) {
    StringBuilder text = new StringBuilder();
    text.append("tunnel %s: %s, via %s".formatted(tunnel.name(), tunnel.state(), tunnel.hops()));
    for (Tunnel.Target target : tunnel.targets()) {
      text.append("\n  ").append(target);
    }
    tunnel.remotes().forEach(remote -> text.append("\n  at the server ").append(remote));
    text.append("\n  host key ").append(tunnel.hostKey());
    tunnel.lastFailure().ifPresent(failure -> text.append("\n  last failure ").append(failure));
    return MimeBundle.text(text.toString()).withHtml(new TextTable(HEAD, rows(tunnel)).html());
  }

  /** All tunnels, with the round trip of each. */
  static MimeBundle list(List<SshTunnel> tunnels) {
    if (tunnels.isEmpty()) {
      return NOTHING;
    }
    List<String> head = new ArrayList<>(HEAD);
    head.add("round trip");
    List<List<String>> rows = new ArrayList<>();
    for (SshTunnel tunnel : tunnels) {
      String roundTrip = roundTrip(tunnel);
      for (List<String> row : rows(tunnel)) {
        List<String> longer = new ArrayList<>(row);
        longer.add(row.get(0).isEmpty() ? "" : roundTrip);
        rows.add(longer);
      }
    }
    return new TextTable(head, rows).toMimeBundle();
  }

  /** All that is known of one tunnel. */
  static MimeBundle status(SshTunnel tunnel) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("state", tunnel.state()));
    rows.add(List.of("since", time(tunnel.since())));
    for (SshPlan plan : tunnel.plans()) {
      rows.add(
          List.of(
              "via",
              "%s, asked every %d s, lost after %d without an answer"
                  .formatted(plan, plan.keepalive().toSeconds(), plan.keepalivesMissed())));
    }
    rows.add(List.of("host key", tunnel.hostKey()));
    rows.add(List.of("round trip", roundTrip(tunnel)));
    tunnel.targets().forEach(target -> rows.add(List.of("forward", target.toString())));
    tunnel.remotes().forEach(remote -> rows.add(List.of("at the server", remote.toString())));
    rows.add(List.of("traffic", tunnel.traffic().toString()));
    rows.add(List.of("reconnects", String.valueOf(tunnel.reconnects())));
    tunnel.lastFailure().ifPresent(failure -> rows.add(List.of("last failure", failure)));
    return new TextTable(List.of("tunnel", tunnel.name()), rows).toMimeBundle();
  }

  /** What went through each way of each tunnel. */
  static MimeBundle stats(List<SshTunnel> tunnels) {
    if (tunnels.isEmpty()) {
      return NOTHING;
    }
    List<List<String>> rows = new ArrayList<>();
    for (SshTunnel tunnel : tunnels) {
      List<Traffic> traffic = tunnel.trafficOfTargets();
      for (int i = 0; i < traffic.size(); i++) {
        rows.add(counts(tunnel, tunnel.targets().get(i).toString(), traffic.get(i)));
      }
      if (traffic.isEmpty() || tunnel.dialled().connections.sum() > 0) {
        rows.add(counts(tunnel, "without a port", tunnel.dialled()));
      }
    }
    return new TextTable(
            List.of("name", "way", "open", "in all", "failed", "up", "down", "reconnects"), rows)
        .toMimeBundle();
  }

  private static List<String> counts(SshTunnel tunnel, String way, Traffic traffic) {
    return List.of(
        tunnel.name(),
        way,
        String.valueOf(traffic.open.get()),
        String.valueOf(traffic.connections.sum()),
        String.valueOf(traffic.failures.sum()),
        Traffic.size(traffic.toServer),
        Traffic.size(traffic.fromServer),
        String.valueOf(tunnel.reconnects()));
  }

  /** One row a target; what concerns the tunnel stands in the first. */
  private static List<List<String>> rows(SshTunnel tunnel) {
    List<List<String>> rows = new ArrayList<>();
    String since = time(tunnel.since());
    String traffic = tunnel.traffic().toString();
    for (Tunnel.Target target : tunnel.targets()) {
      boolean first = rows.isEmpty();
      rows.add(
          List.of(
              first ? tunnel.name() : "",
              first ? tunnel.state() : "",
              first ? since : "",
              first ? tunnel.hops() : "",
              target.local().getAddress().getHostAddress() + ":" + target.local().getPort(),
              target.host().equals("*")
                  ? "anywhere (SOCKS)"
                  : new HostPort(target.host(), target.port()).toString(),
              first ? traffic : ""));
    }
    if (rows.isEmpty()) {
      rows.add(List.of(tunnel.name(), tunnel.state(), since, tunnel.hops(), "", "", traffic));
    }
    return rows;
  }

  private static String roundTrip(SshTunnel tunnel) {
    Optional<Duration> took = tunnel.roundTrip();
    return took.map(time -> String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6))
        .orElse(tunnel.isUp() ? "no answer" : "");
  }

  /** The time of day, with the date when that is another one. */
  private static String time(Instant at) {
    ZonedDateTime local = at.atZone(ZoneId.systemDefault());
    boolean today = local.toLocalDate().equals(LocalDate.now());
    return local.format(DateTimeFormatter.ofPattern(today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss"));
  }
}
