package dev.culvert.front.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

@ExtendWith(LeakCheck.OfClass.class)
class IopubQueueTest {

  private static final int MESSAGES = 200; // more than the sockets and the system hold

  private final String text = "x".repeat(256 << 10);
  private final ZContext context = new ZContext();
  private final MessageCodec codec = codec();
  private final List<ZMQ.Socket> subscribers = new ArrayList<>();
  private ZMQ.Socket socket;
  private IopubQueue queue;

  private static MessageCodec codec() {
    try {
      return new MessageCodec("hmac-sha256", "key");
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  private void bind(Duration patience, int subscriberCount) {
    socket = context.createSocket(SocketType.XPUB);
    socket.setXpubVerbose(true); // each subscription is told, so that they can be waited for
    queue = new IopubQueue(socket, codec, patience);
    int port = socket.bindToRandomPort("tcp://127.0.0.1");
    for (int i = 0; i < subscriberCount; i++) {
      ZMQ.Socket subscriber = context.createSocket(SocketType.SUB);
      subscriber.setRcvHWM(1);
      subscriber.setReceiveTimeOut(20_000);
      subscriber.subscribe(ZMQ.SUBSCRIPTION_ALL);
      subscriber.connect("tcp://127.0.0.1:" + port);
      assertThat(socket.recv()).isEqualTo(new byte[] {1});
      subscribers.add(subscriber);
    }
  }

  @AfterEach
  void close() {
    context.close();
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
  }

  private int received(ZMQ.Socket subscriber) throws ProtocolException {
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = subscriber.recv();
      assertThat(frame).as("a frame of a message").isNotNull();
      frames.add(frame);
    } while (subscriber.hasReceiveMore());
    Message message = codec.decode(frames);
    assertThat(message.content()).isEqualTo(Map.of("text", text));
    return (int) message.header().get("number");
  }

  @Test
  void aSubscriberThatReadsLateGetsEveryMessageAndIsWaitedFor() throws ProtocolException {
    bind(Duration.ofDays(1), 1);
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
    }
    assertThat(queue.isWaiting()).isTrue();
    assertThat(queue.hasRoom()).isFalse();
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(received(subscribers.get(0))).isEqualTo(i);
      queue.sendWaiting();
    }
    assertThat(queue.isWaiting()).isFalse();
    assertThat(queue.hasRoom()).isTrue();
  }

  @Test
  void oneThatDoesNotReadIsLeftOutUntilItDoesAndTheOthersGetEveryMessage()
      throws ProtocolException {
    bind(Duration.ZERO, 2);
    ZMQ.Socket reader = subscribers.get(0);
    ZMQ.Socket hung = subscribers.get(1);
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
      assertThat(received(reader)).isEqualTo(i);
    }
    assertThat(queue.isWaiting()).isFalse();
    int first = 0;
    while (received(hung) == first) { // what it was sent before it was left out
      first++;
      send(MESSAGES + first);
      assertThat(received(reader)).isEqualTo(MESSAGES + first);
    }
    assertThat(first).isLessThan(MESSAGES);
  }

  @Test
  void nobodyWhoListensIsNobodyToWaitFor() {
    bind(Duration.ofDays(1), 0);
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
    }
    assertThat(queue.isWaiting()).isFalse();
    assertThat(queue.hasRoom()).isTrue();
  }
}
