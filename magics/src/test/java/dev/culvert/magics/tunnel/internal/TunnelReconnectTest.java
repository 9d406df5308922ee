package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.tunnel.Tunnel;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TunnelReconnectTest extends ServedTunnelTestCase {

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  @Test
  void aTunnelComesBackByItselfWithThePortsOfTheServer() throws Exception {
    Tunnel tunnel = connect("--to", echo.address(), "-R", "0:127.0.0.1:" + echo.port());
    int remote = ((SshTunnel) tunnel).remotes().get(0).port();
    int local = tunnel.localPort();
    sshd.kill();
    until(() -> ((SshTunnel) tunnel).state().contains("), trying again"));
    assertThat(((MimeBundle) run("list")).data().get("text/plain")).contains("down (");

    sshd.launch();

    until(tunnel::isUp);
    assertThat(tunnel.localPort()).isEqualTo(local);
    assertEchoes(tunnel);
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), remote)) {
      socket.getOutputStream().write(7);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
    }
    assertThat(((SshTunnel) tunnel).state()).isEqualTo("up, reconnected 1x");
  }

  @Test
  void aRefusedLoginIsNotTriedAgainByItself() throws Exception {
    Tunnel tunnel = connect("--to", echo.address());
    sshd.kill();
    Files.writeString(sshd.file("authorized_keys"), "");
    sshd.launch();

    until(() -> tunnel.whyDown().filter(why -> why.contains("refused user")).isPresent());

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().endsWith("-again")) {
        thread.join(); // ends by itself: nothing is tried any more
      }
    }
    sshd.awaitLog("[preauth]");
    assertThat(tunnel.isUp()).isFalse();
  }

  @Test
  void triesBecomeRarerAndAreNeverAtOneTime() {
    Backoff backoff = new Backoff(new Random(17));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waits.add(backoff.nextMillis());
    }

    long[] middles = {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000};
    for (int i = 0; i < middles.length; i++) {
      assertThat(waits.get(i)).isBetween(middles[i] * 8 / 10, middles[i] * 12 / 10);
    }
    assertThat(waits.get(6)).isNotEqualTo(waits.get(7));
  }

  private Tunnel connect(String... more) throws Exception {
    List<String> words = new ArrayList<>(sshd.address());
    words.addAll(List.of("-i", sshd.file("id").toString()));
    words.addAll(List.of(more));
    return open(words.toArray(String[]::new));
  }

  /** Waits for something that happens in the background. */
  private static void until(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
      Thread.sleep(10);
    }
  }
}
