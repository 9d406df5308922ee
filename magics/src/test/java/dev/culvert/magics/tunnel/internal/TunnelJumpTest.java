package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three servers in a row, each with a key and a known_hosts of its own. */
class TunnelJumpTest extends TunnelTestCase {

  private final List<Sshd> servers = new ArrayList<>();
  private TestServer echo;
  private Path config;

  @BeforeEach
  void startServers() throws Exception {
    echo = TestServer.echo();
    for (String name : List.of("first", "second", "third")) {
      servers.add(Sshd.start(Files.createDirectory(folder.resolve(name))));
    }
    config = config("ProxyJump first,second");
  }

  @AfterEach
  void stopServers() throws Exception {
    for (Sshd server : servers) {
      server.close();
    }
    echo.close();
  }

  private Path config(String ofThird) throws IOException {
    StringBuilder text = new StringBuilder("StrictHostKeyChecking yes\nIdentityAgent none\n");
    for (Sshd server : servers) {
      String name = server.folder.getFileName().toString();
      text.append(
          "Host %s\n  HostName 127.0.0.1\n  Port %d\n  IdentityFile %s\n  UserKnownHostsFile %s\n"
              .formatted(name, server.port, server.file("id"), server.file("known_hosts")));
    }
    text.append("Host third\n  ").append(ofThird).append('\n');
    Path file = Files.writeString(folder.resolve("config"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void everyHopHasItsOwnKeyAndItsOwnHostKey() throws Exception {
    Tunnel tunnel = open("third", "-F", config.toString(), "--to", echo.address());

    assertEchoes(tunnel);
    String user = System.getProperty("user.name");
    assertThat(((SshTunnel) tunnel).hops())
        .isEqualTo(
            "%1$s@127.0.0.1:%2$d -> %1$s@127.0.0.1:%3$d -> %1$s@127.0.0.1:%4$d"
                .formatted(user, servers.get(0).port, servers.get(1).port, servers.get(2).port));
  }

  @Test
  void theOptionForJumpsIsAsForSsh() throws Exception {
    Path plain = config("Compression yes");

    assertEchoes(open("third", "-F", plain.toString(), "-J", "second", "--to", echo.address()));
  }

  @Test
  void noPortIsOpenedOnThisMachineForTheHops() throws Exception {
    List<Integer> before = ListeningPorts.ofThisProcess();

    Tunnel tunnel = open("third", "-F", config.toString(), "--to", echo.address());

    List<Integer> opened = new ArrayList<>(ListeningPorts.ofThisProcess());
    opened.removeAll(before);
    assertThat(opened).containsExactly(tunnel.localPort());
  }

  @Test
  void aHopWithAnotherHostKeyStopsTheWayAndIsNamed() throws Exception {
    Sshd second = servers.get(1);
    second.keygen("other", "-t", "ed25519");
    String other = Files.readString(second.file("other.pub"));
    second.knownHosts("[127.0.0.1]:" + second.port + " " + other);

    assertThatThrownBy(() -> open("third", "-F", config.toString()))
        .hasMessageStartingWith("line 1 of " + second.file("known_hosts") + " has ED25519 SHA256:")
        .hasMessageContaining(" for 127.0.0.1:" + second.port + ", but the server showed")
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY-CHANGED");
    assertThat(servers.get(2).log()).noneMatch(line -> line.contains("Connection from"));
  }

  @Test
  void aHopThatCannotReachTheNextSaysSo() throws Exception {
    servers.get(1).close();

    assertThatThrownBy(() -> open("third", "-F", config.toString()))
        .hasMessageStartingWith(
            "127.0.0.1:%d reached 127.0.0.1:%d, but nothing listens there"
                .formatted(servers.get(0).port, servers.get(1).port))
        .extracting("name")
        .isEqualTo("TUN-TARGET-REFUSED");
  }

  @Test
  void aLostHopIsNamedAndTheWholeWayIsMadeAnew() throws Exception {
    Tunnel tunnel = open("third", "-F", config.toString(), "--to", echo.address());
    try (Socket socket = connect(tunnel)) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      servers.get(0).kill();
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    assertThat(tunnel.whyDown().orElseThrow()).contains("127.0.0.1:" + servers.get(0).port);

    servers.get(0).launch();

    assertEchoes(tunnel);
  }

  @Test
  void aWayThatLeadsInACircleIsNamedWithItsLine() throws Exception {
    Path circle = config("ProxyJump first\nHost first\n  ProxyJump third");

    assertThatThrownBy(() -> open("third", "-F", circle.toString()))
        .hasMessage(
            "127.0.0.1:%1$d -> 127.0.0.1:%2$d -> 127.0.0.1:%1$d (%3$s:21 sets ProxyJump). Exclude the jump host there, as with Host * !third."
                .formatted(servers.get(2).port, servers.get(0).port, circle))
        .extracting("name")
        .isEqualTo("TUN-JUMP-LOOP");
  }

  @Test
  void aProxyCommandLeadsToTheServer() throws Exception {
    Path plain = config("Compression no");
    String command =
        "ProxyCommand=%s -F %s -W %%h:%%p first"
            .formatted(dev.culvert.magics.Needs.program("ssh", "install openssh-client"), plain);

    Tunnel tunnel = open("third", "-F", plain.toString(), "-o", command, "--to", echo.address());

    assertEchoes(tunnel);
    tunnel.close();
    Leaks.assertNoTunnelThreads();
  }

  @Test
  void aProxyCommandThatFailsIsQuoted() throws Exception {
    Path plain = config("Compression no");

    assertThatThrownBy(
            () ->
                open(
                    "third",
                    "-F",
                    plain.toString(),
                    "-o",
                    "ProxyCommand=sh -c 'echo no way to %h >&2; exit 1'"))
        .hasMessageMatching(
            "the ProxyCommand for 127\\.0\\.0\\.1:%d ended before the server answered \\(\\d+ ms\\)\\. It said: no way to 127\\.0\\.0\\.1"
                .formatted(servers.get(2).port))
        .extracting("name")
        .isEqualTo("TUN-PROXY");
  }

  @Test
  void commandsOfAFileThatLiesAboutAreNotRun() throws Exception {
    Path mark = folder.resolve("was-run");
    Path proxied = config("ProxyCommand touch " + mark);

    assertThatThrownBy(() -> open("third", "-F", proxied.toString()))
        .hasMessageEndingWith(
            ": the ProxyCommand of a file given with -F is run only with --allow-exec.")
        .extracting("name")
        .isEqualTo("TUN-CONFIG");
    Path matched = config("Compression no\nMatch exec \"touch " + mark + "\"\n  Port 1");
    open("third", "-F", matched.toString());
    assertThat(notebook.shown)
        .singleElement()
        .asString()
        .endsWith("was not run, so the lines below it do not count; --allow-exec runs it");
    assertThat(mark).doesNotExist();
  }

  private static Socket connect(Tunnel tunnel) throws IOException {
    return new Socket("127.0.0.1", tunnel.localPort());
  }
}
