package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.config.HostConfig;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Says once which settings of a configuration are not applied, unless they concern no tunnel. */
final class Unapplied {

  private static final Set<String> APPLIED =
      Set.of(
          "hostname",
          "port",
          "user",
          "identityfile",
          "certificatefile",
          "identitiesonly",
          "identityagent",
          "userknownhostsfile",
          "globalknownhostsfile",
          "hashknownhosts",
          "hostkeyalias",
          "stricthostkeychecking",
          "serveraliveinterval",
          "serveralivecountmax",
          "connecttimeout",
          "proxyjump",
          "proxycommand",
          "compression",
          "addressfamily",
          "localforward",
          "clearallforwardings",
          "exitonforwardfailure",
          "tcpkeepalive",
          "canonicalizehostname");

  /** What shells, screens, control sockets and the look of ssh itself need. */
  private static final Set<String> OF_NO_CONCERN =
      Set.of(
          "addkeystoagent",
          "checkhostip",
          "controlmaster",
          "controlpath",
          "controlpersist",
          "enableescapecommandline",
          "escapechar",
          "fingerprinthash",
          "forkafterauthentication",
          "forwardagent",
          "forwardx11",
          "forwardx11timeout",
          "forwardx11trusted",
          "gssapiauthentication",
          "gssapidelegatecredentials",
          "ignoreunknown",
          "ipqos",
          "localcommand",
          "loglevel",
          "logverbose",
          "permitlocalcommand",
          "remotecommand",
          "requesttty",
          "sendenv",
          "sessiontype",
          "setenv",
          "stdinnull",
          "syslogfacility",
          "tunnel",
          "tunneldevice",
          "updatehostkeys",
          "usekeychain",
          "visualhostkey",
          "xauthlocation");

  private Unapplied() {}

  static void warn(HostConfig host, Consumer<String> warnings) {
    List<String> left =
        host.keywords().stream()
            .filter(keyword -> !APPLIED.contains(keyword) && !OF_NO_CONCERN.contains(keyword))
            .map(keyword -> keyword + " (" + host.get(keyword).orElseThrow().place() + ")")
            .toList();
    if (!left.isEmpty()) {
      warnings.accept("not applied: " + String.join(", ", left));
    }
    if (!host.notRun().isEmpty()) {
      warnings.accept(
          "the command of Match exec at %s was not run, so the lines below it do not count; --allow-exec runs it"
              .formatted(String.join(", ", host.notRun())));
    }
  }
}
