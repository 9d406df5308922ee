package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.config.HostConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          "connectionattempts",
          "bindaddress",
          "batchmode",
          "ciphers",
          "macs",
          "kexalgorithms",
          "pubkeyacceptedalgorithms",
          "preferredauthentications",
          "numberofpasswordprompts",
          "rekeylimit",
          "proxyjump",
          "proxycommand",
          "compression",
          "addressfamily",
          "localforward",
          "remoteforward",
          "dynamicforward",
          "clearallforwardings");

  /** What is applied in one way only, the values that ask for that way, and what it is. */
  private static final Map<String, OneWay> ONE_WAY =
      Map.of(
          "exitonforwardfailure",
          new OneWay("yes|true", "a forward that cannot be made is always an error"),
          "tcpkeepalive",
          new OneWay("yes|true", "TCP keepalives stay on"),
          "canonicalizehostname",
          new OneWay("no|none|false", "names are not completed; write the full one"),
          "gatewayports",
          new OneWay("no|false", "local ports are on this machine alone unless --expose is given"),
          "tunnel",
          new OneWay("no|false", "there are no tun devices"),
          "streamlocalbindunlink",
          new OneWay("no|false", "files are not removed"),
          "permitremoteopen",
          new OneWay("any", "a SOCKS port leads everywhere"));

  /** A keyword of which one value alone does something here. */
  private record OneWay(String values, String instead) {}

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
            .filter(keyword -> !ONE_WAY.containsKey(keyword))
            .map(keyword -> keyword + " (" + host.get(keyword).orElseThrow().place() + ")")
            .toList();
    if (!left.isEmpty()) {
      warnings.accept("not applied: " + String.join(", ", left));
    }
    ONE_WAY.forEach((keyword, way) -> warnOfValue(host, keyword, way, warnings));
    if (!host.notRun().isEmpty()) {
      warnings.accept(
          "the command of Match exec at %s was not run, so the lines below it do not count; --allow-exec runs it"
              .formatted(String.join(", ", host.notRun())));
    }
  }

  private static void warnOfValue(
      HostConfig host, String keyword, OneWay way, Consumer<String> warnings) {
    host.get(keyword)
        .filter(set -> !set.value().toLowerCase(Locale.ROOT).matches(way.values()))
        .ifPresent(
            set ->
                warnings.accept(
                    "not applied: %s %s (%s): %s"
                        .formatted(
                            keyword, Printable.of(set.value()), set.place(), way.instead())));
  }
}
