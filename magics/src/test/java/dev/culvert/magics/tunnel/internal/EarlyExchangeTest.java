package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EarlyExchangeTest {

  private final EarlyExchange exchange = new EarlyExchange("sntrup761x25519-sha512");

  @BeforeEach
  void prepare() {
    SshSecurity.prepare();
  }

  @Test
  void noTwoExchangesUseTheSamePair() throws Exception {
    EarlyExchange.makeFirstPair();
    KeyEncapsulationMethod.Client first = client();
    KeyEncapsulationMethod.Client second = client();
    first.init();
    second.init();

    assertThat(first.getPublicKey()).isNotEqualTo(second.getPublicKey());
    assertAgrees(first);
    assertAgrees(second);
  }

  @Test
  void whoTakesThePairWhileItIsMadeGetsThatPair() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    KeyEncapsulationMethod.Client taken = new EarlyExchange.FirstPair();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<byte[]>> keys =
          List.of(
              pool.submit(() -> made(taken, together)), pool.submit(() -> made(taken, together)));

      assertThat(keys.get(0).get()).isEqualTo(keys.get(1).get());
    } finally {
      pool.shutdown();
    }
  }

  private static byte[] made(KeyEncapsulationMethod.Client pair, CountDownLatch together)
      throws InterruptedException {
    together.countDown();
    together.await();
    pair.init();
    return pair.getPublicKey();
  }

  private KeyEncapsulationMethod.Client client() throws Exception {
    return exchange.create().getKeyEncapsulation().getClient();
  }

  private void assertAgrees(KeyEncapsulationMethod.Client client) throws Exception {
    KeyEncapsulationMethod.Server server = exchange.create().getKeyEncapsulation().getServer();
    server.init(client.getPublicKey());
    assertThat(client.extractSecret(server.getEncapsulation())).isEqualTo(server.getSecret());
  }
}
