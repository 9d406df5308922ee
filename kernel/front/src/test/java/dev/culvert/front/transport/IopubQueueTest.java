package dev.culvert.front.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.PlainPeer;
import dev.culvert.zmtp.Reactor;
import dev.culvert.zmtp.SocketType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sockets' thread is the test's. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(60)
class IopubQueueTest {

  private static final int MESSAGES = 200; // more than the sockets and the system hold

  private final String text = "x".repeat(256 << 10);
  private final Reactor reactor = Reactor.open();
  private final MessageCodec codec = codec();
  private final List<PlainPeer> subscribers = new ArrayList<>();
  private IopubQueue queue;
  private int subscriptions;

  private static MessageCodec codec() {
    try {
      return new MessageCodec("hmac-sha256", "key");
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  private void bind(Duration patience, int subscriberCount) throws IOException {
    queue = new IopubQueue(codec, () -> subscriptions++, patience);
    InetSocketAddress address =
        (InetSocketAddress)
            reactor.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SocketType.PUB, queue);
    for (int i = 1; i <= subscriberCount; i++) {
      int count = i;
      PlainPeer subscriber = new PlainPeer(address.getPort(), "SUB", "");
      subscriber.subscribe("");
      pollUntil(() -> subscriptions == count);
      subscribers.add(subscriber);
    }
  }

  private void pollUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      reactor.poll(1);
      queue.look();
    }
  }

  @AfterEach
  void close() throws IOException {
    for (PlainPeer each : subscribers) {
      each.close();
    }
    reactor.close();
  }

  private void send(int number) {
    Message message =
        new Message(
            List.of("stream".getBytes(UTF_8)),
            Map.of("number", number),
            Map.of(),
            Map.of(),
            Map.of("text", text),
            List.of());
    MessageCodec.Unsigned unsigned = MessageCodec.serialize(message);
    queue.announce(unsigned);
    queue.send(unsigned);
    reactor.poll(0);
    queue.look();
  }

  /** Receives a message; what waits is written meanwhile. */
  private int received(PlainPeer subscriber) throws Exception {
    FutureTask<List<byte[]>> frames = new FutureTask<>(subscriber::receive);
    Thread thread = new Thread(frames, "subscriber");
    thread.start();
    pollUntil(frames::isDone);
    thread.join();
    Message message = codec.decode(frames.get());
    assertThat(message.content()).isEqualTo(Map.of("text", text));
    return (int) message.header().get("number");
  }

  @Test
  void aSubscriberThatReadsLateGetsEveryMessageAndIsWaitedFor() throws Exception {
    bind(Duration.ofDays(1), 1);
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
    }
    assertThat(queue.hasRoom()).isFalse();
    assertThat(queue.look()).isTrue();
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(received(subscribers.get(0))).isEqualTo(i);
    }
    assertThat(queue.hasRoom()).isTrue();
    assertThat(queue.look()).isFalse();
  }

  @Test
  void oneThatDoesNotReadIsLeftOutUntilItDoesAndTheOthersGetEveryMessage() throws Exception {
    bind(Duration.ZERO, 2);
    PlainPeer reader = subscribers.get(0);
    PlainPeer hung = subscribers.get(1);
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
      assertThat(received(reader)).isEqualTo(i);
    }
    assertThat(queue.hasRoom()).isTrue();
    int first = 0;
    while (received(hung) == first) { // what it was sent before it was left out
      first++;
      send(MESSAGES + first);
      assertThat(received(reader)).isEqualTo(MESSAGES + first);
    }
    assertThat(first).isLessThan(MESSAGES);
  }

  @Test
  void oneThatHangsAndLeavesIsNobodyToWaitFor() throws Exception {
    bind(Duration.ofDays(1), 1);
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
    }
    assertThat(queue.hasRoom()).isFalse();
    subscribers.get(0).close();
    pollUntil(queue::hasRoom);
  }

  @Test
  void nobodyWhoListensIsNobodyToWaitFor() throws Exception {
    bind(Duration.ofDays(1), 0);
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
    }
    assertThat(queue.hasRoom()).isTrue();
    assertThat(queue.look()).isFalse();
  }
}
