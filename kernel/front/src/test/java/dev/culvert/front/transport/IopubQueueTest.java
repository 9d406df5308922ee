package dev.culvert.front.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.zmtp.Reactor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The sockets' thread is the test's. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(60)
class IopubQueueTest {

  private static final int MESSAGES = 200; // more than the sockets and the system hold

  private final String text = "x".repeat(256 << 10);
  private final ZContext context = new ZContext();
  private final Reactor reactor = Reactor.open();
  private final MessageCodec codec = codec();
  private final List<ZMQ.Socket> subscribers = new ArrayList<>();
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
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                dev.culvert.zmtp.SocketType.PUB,
                queue);
    for (int i = 1; i <= subscriberCount; i++) {
      int count = i;
      ZMQ.Socket subscriber = context.createSocket(SocketType.SUB);
      subscriber.setRcvHWM(1);
      subscriber.setReceiveTimeOut(20_000);
      subscriber.subscribe(ZMQ.SUBSCRIPTION_ALL);
      subscriber.connect("tcp://127.0.0.1:" + address.getPort());
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
  void close() {
    context.close();
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
  private int received(ZMQ.Socket subscriber) throws ProtocolException {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = subscriber.recv(ZMQ.DONTWAIT);
      if (frame == null) {
        reactor.poll(1);
        queue.look();
      } else {
        frames.add(frame);
      }
    } while (frames.isEmpty() || subscriber.hasReceiveMore());
    Message message = codec.decode(frames);
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
    ZMQ.Socket reader = subscribers.get(0);
    ZMQ.Socket hung = subscribers.get(1);
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
    context.destroySocket(subscribers.get(0));
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
