package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the magic as a notebook does, and looks for what it leaves behind. */
abstract class TunnelTestCase {

  @TempDir Path folder;
  final RecordingNotebook notebook = new RecordingNotebook();
  final TunnelMagic magic = new TunnelMagic(Path.of("no-such-folder", "connections.toml"));

  @AfterEach
  void nothingIsLeft() throws Exception {
    magic.close();
    Leaks.assertNoTunnelThreads();
  }

  final Tunnel open(String... words) throws Exception {
    String[] all = new String[words.length + 1];
    all[0] = "open";
    System.arraycopy(words, 0, all, 1, words.length);
    return (Tunnel) run(all);
  }

  final Object run(String... words) throws Exception {
    return magic.run(new MagicCall(List.of(words), String.join(" ", words), null, notebook));
  }

  static void assertEchoes(Tunnel tunnel) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), tunnel.localPort())) {
      socket.getOutputStream().write(42);
      assertThat(socket.getInputStream().read()).isEqualTo(42);
    }
  }

  /** A server of the library's, on a free port of this machine, with a key; not started. */
  final SshServer javaServer() {
    SshSecurity.prepare(); // else the server would register providers for the whole JVM
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    SimpleGeneratorHostKeyProvider hostKey =
        new SimpleGeneratorHostKeyProvider(folder.resolve("host"));
    hostKey.setAlgorithm(KeyUtils.EC_ALGORITHM);
    hostKey.setKeySize(256);
    server.setKeyPairProvider(hostKey);
    return server;
  }
}
