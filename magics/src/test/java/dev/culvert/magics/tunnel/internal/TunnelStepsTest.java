package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelStepsTest extends TunnelTestCase {

  @Test
  void aNameThatDoesNotResolveIsNamed() {
    assertThatThrownBy(() -> open("ana@no-such-host.invalid", "--password", "-L", "3306"))
        .satisfies(error -> assertThat(notebook.prompts).hasSize(1));
    notebook.answer("x");
    assertThatThrownBy(() -> open("ana@no-such-host.invalid", "--password", "-L", "3306"))
        .hasMessageMatching(
            "cannot resolve 'no-such-host\\.invalid' \\(no such name, \\d+ ms\\)\\. Check the spelling and the VPN\\.")
        .extracting("name")
        .isEqualTo("TUN-DNS");
  }

  @Test
  void aPortWhereNothingListensIsNamed() throws Exception {
    int nothing = Sshd.freePort();
    notebook.answer("x");

    assertThatThrownBy(() -> open("ana@127.0.0.1:" + nothing, "--password"))
        .hasMessageMatching(
            "cannot connect to 127\\.0\\.0\\.1:%d \\(127\\.0\\.0\\.1: Connection refused after \\d+ ms\\)\\. Check the port, that the server runs, and the firewall\\."
                .formatted(nothing))
        .extracting("name")
        .isEqualTo("TUN-TCP");
  }

  /** As behind a firewall that drops packets; the thread that connects must end, too. */
  @Test
  void aPortThatDoesNotAnswerIsGivenUp() throws Exception {
    notebook.answer("x");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel full = ServerSocketChannel.open()) {
      full.bind(new InetSocketAddress("127.0.0.1", 0), 1);
      for (int i = 0; i < 4; i++) { // its queue takes two, and nobody accepts
        SocketChannel client = SocketChannel.open();
        client.configureBlocking(false);
        client.connect(full.getLocalAddress());
        waiting.add(client);
      }
      String address = "127.0.0.1:" + full.socket().getLocalPort();

      assertThatThrownBy(() -> open("ana@" + address, "--password", "--timeout", "1"))
          .hasMessageMatching(
              "cannot connect to %s \\(127\\.0\\.0\\.1: no answer after 1\\d\\d\\d ms\\)\\. Check the port, that the server runs, and the firewall\\."
                  .formatted(address))
          .extracting("name")
          .isEqualTo("TUN-TCP");
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    notebook.answer("x");
    try (TestServer mute = TestServer.talking((in, out) -> in.readAllBytes())) {
      assertThatThrownBy(() -> open("ana@" + mute.address(), "--password", "--timeout", "1"))
          .hasMessageMatching(
              "%s did not answer as an SSH server within 1\\d\\d\\d ms\\."
                  .formatted(mute.address()))
          .extracting("name")
          .isEqualTo("TUN-BANNER");
    }
  }

  @Test
  void aServerThatIsNoSshServerIsNamed() throws Exception {
    notebook.answer("x");
    byte[] greeting = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (TestServer web = TestServer.talking((in, out) -> out.write(greeting))) {
      assertThatThrownBy(() -> open("ana@" + web.address(), "--password"))
          .hasMessageStartingWith(web.address() + " did not answer as an SSH server (")
          .hasMessageEndingWith("Check that this is the SSH port.")
          .extracting("name")
          .isEqualTo("TUN-BANNER");
    }
  }

  @Test
  void aServerThatStopsAfterItsBannerIsGivenUp() throws Exception {
    notebook.answer("x");
    byte[] banner = "SSH-2.0-Half\r\n".getBytes(StandardCharsets.US_ASCII);
    try (TestServer half =
        TestServer.talking(
            (in, out) -> {
              out.write(banner);
              in.readAllBytes();
            })) {
      assertThatThrownBy(() -> open("ana@" + half.address(), "--password", "--timeout", "1"))
          .hasMessageMatching(
              "%s did not agree on keys within 1\\d\\d\\d ms\\.".formatted(half.address()))
          .extracting("name")
          .isEqualTo("TUN-KEX");
    }
  }

  @Test
  void anInterruptEndsTheStepThatRuns() throws Exception {
    notebook.answer("x");
    CountDownLatch connected = new CountDownLatch(1);
    ExecutorService cell = Executors.newSingleThreadExecutor();
    try (TestServer mute =
        TestServer.talking(
            (in, out) -> {
              connected.countDown();
              in.readAllBytes();
            })) {
      Future<?> opening =
          cell.submit(() -> open("ana@" + mute.address(), "--password", "--timeout", "600"));
      connected.await();

      notebook.interrupt();

      assertThatThrownBy(opening::get)
          .cause()
          .isInstanceOf(UserError.class)
          .hasMessage("opening the tunnel to " + mute.address() + " was interrupted.")
          .extracting("name")
          .isEqualTo("TUN-INTERRUPTED");
      assertThat(notebook.canBeInterrupted()).isFalse();
    } finally {
      cell.shutdown();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          open                              | %tunnel open: missing required parameter: '[NAME] HOST'. See %tunnel open --help.
          open a b c                        | %tunnel open: unexpected argument 'c'. See %tunnel open --help.
          open h --knwon-hosts f            | %tunnel open: unknown option '--knwon-hosts'. Did you mean '--known-hosts'? See %tunnel open --help.
          open h --pasword                  | %tunnel open: unknown option '--pasword'. Did you mean '--password'? See %tunnel open --help.
          open h --secrets f                | %tunnel open: --secrets FILE and --as NAME go together. See %tunnel open --help.
          open h --secrets f --as n --password | %tunnel open: give --password or --secrets, not both. See %tunnel open --help.
          open ana@h -l bob                 | %tunnel open: -l bob and ana@ name two users. See %tunnel open --help.
          open h:22 -p 22                   | %tunnel open: -p and h:22 name the port twice. See %tunnel open --help.
          open h --timeout 0                | %tunnel open: --timeout and --keepalive must be above 0. See %tunnel open --help.
          open h -p ssh                     | -p: 'ssh' is not a port. Ports are numbers from 0 to 65535.
          open h:99999                      | SSH server: '99999' is not a port. Ports are numbers from 0 to 65535.
          open @h                           | '@h' is not an SSH server. Write [user@]host[:port].
          open b/c h                        | %tunnel open: 'b/c' cannot name a tunnel. Use letters, digits, dots, dashes. See %tunnel open --help.
          open h -L db:3306                 | -L takes port, port:host:hostport or bind:port:host:hostport, not 'db:3306'. For a free local port use --to host:hostport.
          open h -L 0                       | -L 0 names no target. Write -L 0:host:hostport or --to host:hostport.
          open h -L 1:db:0                  | -L: the target is 'db:0'. Name a host and a port from 1 to 65535.
          open h -L 0.0.0.0:1:db:2          | -L: tunnels listen on this machine alone, not on '0.0.0.0'. Use 127.0.0.1, [::1] or leave it out; --expose lets other machines in.
          open h -L *:1:db:2                | -L: tunnels listen on this machine alone, not on '*'. Use 127.0.0.1, [::1] or leave it out; --expose lets other machines in.
          open h -D 1:2:3                   | -D takes port or bind:port, not '1:2:3'.
          open h -D *:1080                  | -D: tunnels listen on this machine alone, not on '*'. Use 127.0.0.1, [::1] or leave it out; --expose lets other machines in.
          open h --bind db --expose --to a:1 | --bind: 'db' is not an address.
          open h -R 8080                    | -R takes port:host:hostport or bind:port:host:hostport, not '8080'.
          open h -R 1:db:0                  | -R: the target is 'db:0'. Name a host and a port from 1 to 65535.
          open h -R *:1:db:2                | -R: with bind address '*' other machines reach this side through the server. Leave it out, or give --expose.
          open h --to db                    | --to takes host:port, as db.internal:3306 or [::1]:3306, not 'db'.
          close                             | %tunnel close: name the tunnels, or give --all. See %tunnel close --help.
          close nix                         | no tunnel 'nix' is open.
          lst                               | %tunnel: unknown command 'lst'. Did you mean 'list'? See %tunnel --help.
          """)
  void wrongCallsAreNamedAndNothingIsTried(String line, String message) {
    assertThatThrownBy(() -> run(line.split(" ")))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
    assertThat(notebook.prompts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3306                    | 127.0.0.1:3306 -> 127.0.0.1:3306
          3307:db:3306            | 127.0.0.1:3307 -> db:3306
          0:db.internal:3306      | 127.0.0.1:0 -> db.internal:3306
          localhost:3307:db:3306  | 127.0.0.1:3307 -> db:3306
          127.0.0.2:3307:db:3306  | 127.0.0.2:3307 -> db:3306
          3307:/run/my.sock       | 127.0.0.1:3307 -> /run/my.sock
          [::1]:0:/run/my.sock    | [0:0:0:0:0:0:0:1]:0 -> /run/my.sock
          [::1]:3307:[fe80::1]:22 | [0:0:0:0:0:0:0:1]:3307 -> [fe80::1]:22
          """)
  void forwardsAreWrittenAsForSsh(String written, String meaning) {
    ForwardSpec spec = ForwardSpec.local(written, ForwardSpec.Local.LOOPBACK);

    assertThat(
            new HostPort(spec.bind().getHostAddress(), spec.localPort()) + " -> " + spec.target())
        .isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          bastion              | -   | bastion  | 0
          ana@bastion          | ana | bastion  | 0
          ana@bastion:2222     | ana | bastion  | 2222
          a@b@bastion          | a@b | bastion  | 0
          [::1]:2222           | -   | ::1      | 2222
          ana@[fe80::1]        | ana | fe80::1  | 0
          fe80::1              | -   | fe80::1  | 0
          ssh://ana@bastion:22/| ana | bastion  | 22
          """)
  void serversAreWrittenAsForSsh(String written, String user, String host, int port) {
    assertThat(Destination.parse(written)).isEqualTo(new Destination(user, host, port));
  }
}
