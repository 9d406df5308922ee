package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.tunnel.Tunnel;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelStatusTest extends ServedTunnelTestCase {

  @Test
  void statusNamesStateHopsKeyAndRoundTrip() throws Exception {
    Tunnel tunnel = connect("work", "--to", echo.address(), "--keepalive", "7");

    MimeBundle shown = (MimeBundle) run("status", "work");

    String user = System.getProperty("user.name");
    assertThat(text(shown).lines().map(line -> line.replaceFirst(" {2,}", "|")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("tunnel|work"),
            line -> assertThat(line).isEqualTo("state|up"),
            line -> assertThat(line).matches("since\\|\\d\\d:\\d\\d:\\d\\d"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "via|%s@127.0.0.1:%d, asked every 7 s, lost after 3 without an answer"
                            .formatted(user, sshd.port)),
            line -> assertThat(line).isEqualTo("host key|" + tunnel.hostKey()),
            line -> assertThat(line).matches("round trip\\|\\d+\\.\\d ms"),
            line -> assertThat(line).isEqualTo("forward|" + tunnel.targets().get(0)),
            line -> assertThat(line).isEqualTo("traffic|0 open, 0 B up, 0 B down"),
            line -> assertThat(line).isEqualTo("reconnects|0"));
    assertThat(shown.data().get("text/html")).contains("<th>work</th>", "<td>round trip</td>");
    assertThatThrownBy(() -> run("status", "wrok"))
        .hasMessage("no tunnel 'wrok' is open. Did you mean 'work'?");
  }

  @Test
  void statsCountConnectionsBytesAndFailuresByTarget() throws Exception {
    int nothing = Sshd.freePort();
    Tunnel tunnel =
        connect("work", "--to", echo.address(), "--to", "127.0.0.1:" + nothing, "--no-check");
    assertEchoes(tunnel);
    try (Socket refused = new Socket(InetAddress.getByName("127.0.0.1"), port(tunnel, 1))) {
      assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    try (Socket dialled = tunnel.dial("127.0.0.1", echo.port())) {
      dialled.getOutputStream().write(new byte[] {1, 2, 3});
      assertThat(dialled.getInputStream().readNBytes(3)).hasSize(3);
    }

    List<String> lines = text((MimeBundle) run("stats")).lines().toList();

    assertThat(lines.get(0)).matches("name +way +open +in all +failed +up +down +reconnects");
    assertThat(lines.get(1)).matches("work +.* +\\d +1 +0 +1 B +1 B +0");
    assertThat(lines.get(2)).matches("work +.* +\\d +1 +1 +0 B +0 B +0");
    assertThat(lines.get(3)).matches("work +without a port +0 +1 +0 +3 B +3 B +0");
    assertThat(((MimeBundle) run("stats", "work")).data().get("text/html"))
        .contains("<td>3 B</td>");
  }

  @Test
  void listSaysSinceWhenAndHowLongTheServerTakes() throws Exception {
    connect("work", "--to", echo.address());

    List<String> lines = text((MimeBundle) run("list")).lines().toList();

    assertThat(lines.get(0)).matches("name +state +since +via +local +to +traffic +round trip");
    assertThat(lines.get(1)).matches("work +up +\\d\\d:\\d\\d:\\d\\d .* \\d+\\.\\d ms");
  }

  @Test
  void reopeningKeepsThePortAlsoAfterAFailureThatTakesAUser() throws Exception {
    Tunnel tunnel = connect("work", "--to", echo.address());
    int port = tunnel.localPort();
    sshd.kill();
    Path keys = sshd.file("authorized_keys");
    String authorized = Files.readString(keys);
    Files.writeString(keys, "");
    sshd.launch();

    assertThatThrownBy(() -> run("reopen", "work")).extracting("name").isEqualTo("TUN-AUTH");
    assertThat(tunnel.whyDown().orElseThrow()).contains("refused user");
    Files.writeString(keys, authorized);
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    assertThat(run("reopen", "work")).isSameAs(tunnel);
    assertThat(tunnel.localPort()).isEqualTo(port);
    assertEchoes(tunnel);
    assertThat(text((MimeBundle) run("list"))).contains("up, reconnected 1x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ExitOnForwardFailure=no|exitonforwardfailure no (-o ExitOnForwardFailure): a forward"
            + " that cannot be made is always an error",
        "ExitOnForwardFailure=yes|",
        "TCPKeepAlive=no|tcpkeepalive no (-o TCPKeepAlive): TCP keepalives stay on",
        "TCPKeepAlive=yes|",
        "CanonicalizeHostname=always|canonicalizehostname always (-o CanonicalizeHostname):"
            + " names are not completed; write the full one",
        "CanonicalizeHostname=no|",
        "GatewayPorts=yes|gatewayports yes (-o GatewayPorts): local ports are on this machine"
            + " alone unless --expose is given",
        "BatchMode=no|",
      })
  void aKeywordIsWarnedOfWhereItsValueIsNotApplied(String option, String warning) throws Exception {
    connect("work", "--to", echo.address(), "-o", option);

    assertThat(notebook.shown)
        .isEqualTo(warning == null ? List.of() : List.of("warning: not applied: " + warning));
  }

  @Test
  void anUnknownAddressFamilyIsAnError() {
    assertThatThrownBy(() -> connect("work", "-o", "AddressFamily=inet4"))
        .hasMessage("-o AddressFamily: AddressFamily takes any, inet or inet6, not 'inet4'.")
        .extracting("name")
        .isEqualTo("TUN-CONFIG");
  }

  private Tunnel connect(String name, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(sshd.address());
    words.addAll(List.of("-i", sshd.file("id").toString()));
    words.addAll(List.of(more));
    return open(words.toArray(String[]::new));
  }

  private static int port(Tunnel tunnel, int target) {
    return tunnel.targets().get(target).local().getPort();
  }

  private static String text(MimeBundle bundle) {
    return bundle.data().get("text/plain");
  }
}
