package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.tunnel.Tunnel;
import java.util.ArrayList;
import java.util.List;

/** Shows tunnels, as text and as a table. */
final class TunnelTable {

  private static final List<String> HEAD =
      List.of("name", "state", "via", "local", "to", "traffic");

  private TunnelTable() {}

  /** One tunnel. */
  static MimeBundle of(SshTunnel tunnel) {
    StringBuilder text = new StringBuilder();
    text.append("tunnel %s: %s, via %s".formatted(tunnel.name(), tunnel.state(), tunnel.hops()));
    for (Tunnel.Target target : tunnel.targets()) {
      text.append("\n  ").append(target);
    }
    text.append("\n  host key ").append(tunnel.hostKey());
    tunnel.lastFailure().ifPresent(failure -> text.append("\n  last failure ").append(failure));
    return MimeBundle.text(text.toString()).withHtml(html(List.of(tunnel)));
  }

  /** All tunnels. */
  static MimeBundle of(List<SshTunnel> tunnels) {
    if (tunnels.isEmpty()) {
      return MimeBundle.text("no tunnel is open").withHtml("<p>no tunnel is open</p>");
    }
    return MimeBundle.text(text(tunnels)).withHtml(html(tunnels));
  }

  private static String text(List<SshTunnel> tunnels) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    tunnels.forEach(tunnel -> rows.addAll(rows(tunnel)));
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int index = column;
        int width = rows.stream().mapToInt(each -> each.get(index).length()).max().orElse(0);
        line.append(("%-" + Math.max(1, width) + "s  ").formatted(row.get(column)));
      }
      text.append(text.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
    }
    return text.toString();
  }

  private static String html(List<SshTunnel> tunnels) {
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    HEAD.forEach(title -> html.append("<th>").append(title).append("</th>"));
    html.append("</tr></thead><tbody>");
    for (SshTunnel tunnel : tunnels) {
      for (List<String> row : rows(tunnel)) {
        html.append("<tr>");
        row.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
        html.append("</tr>");
      }
    }
    return html.append("</tbody></table>").toString();
  }

  /** One row a target; what concerns the tunnel stands in the first. */
  private static List<List<String>> rows(SshTunnel tunnel) {
    List<List<String>> rows = new ArrayList<>();
    for (Tunnel.Target target : tunnel.targets()) {
      boolean first = rows.isEmpty();
      rows.add(
          List.of(
              first ? tunnel.name() : "",
              first ? tunnel.state() : "",
              first ? tunnel.hops() : "",
              target.local().getAddress().getHostAddress() + ":" + target.local().getPort(),
              new HostPort(target.host(), target.port()).toString(),
              first ? tunnel.traffic().toString() : ""));
    }
    if (rows.isEmpty()) {
      rows.add(
          List.of(
              tunnel.name(), tunnel.state(), tunnel.hops(), "", "", tunnel.traffic().toString()));
    }
    return rows;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
