package dev.culvert.front.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.zmtp.Reactor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The sockets' thread is the test's. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(60)
class RouterTest {

  private final ZContext context = new ZContext();
  private final Reactor reactor = Reactor.open();
  private final List<List<byte[]>> received = new ArrayList<>();
  private final Router router = new Router(received::add);
  private int port;

  @BeforeEach
  void bind() throws IOException {
    port =
        ((InetSocketAddress)
                reactor.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    dev.culvert.zmtp.SocketType.ROUTER,
                    router))
            .getPort();
  }

  @AfterEach
  void close() {
    context.close();
    reactor.close();
  }

  private ZMQ.Socket dealer(String identity) {
    ZMQ.Socket socket = context.createSocket(SocketType.DEALER);
    if (!identity.isEmpty()) {
      socket.setIdentity(identity.getBytes(UTF_8));
    }
    socket.connect("tcp://127.0.0.1:" + port);
    return socket;
  }

  /** The sender's identity and the text of the next message. */
  private List<byte[]> next() {
    while (received.isEmpty()) {
      reactor.poll(1);
    }
    return received.remove(0);
  }

  private void send(byte[] identity, String text) {
    router.send(List.of(ByteBuffer.wrap(identity), ByteBuffer.wrap(text.getBytes(UTF_8))));
  }

  private String answerAt(ZMQ.Socket client) {
    String text = client.recvStr(ZMQ.DONTWAIT);
    while (text == null) {
      reactor.poll(1);
      text = client.recvStr(ZMQ.DONTWAIT);
    }
    return text;
  }

  @Test
  void eachClientGetsTheAnswersToItsOwnRequests() {
    ZMQ.Socket named = dealer("ana");
    ZMQ.Socket first = dealer("");
    ZMQ.Socket second = dealer("");
    for (ZMQ.Socket each : List.of(named, first, second)) {
      each.send("request");
      List<byte[]> request = next();
      assertThat(request).hasSize(2);
      if (each == named) {
        assertThat(request.get(0)).asString(UTF_8).isEqualTo("ana");
      }
      send(request.get(0), "answer");
      assertThat(answerAt(each)).isEqualTo("answer");
    }
  }

  @Test
  void anAnswerToNobodyIsDropped() {
    ZMQ.Socket client = dealer("ana");
    client.send("request");
    next();
    send("bob".getBytes(UTF_8), "not for ana");
    send("ana".getBytes(UTF_8), "for ana");
    assertThat(answerAt(client)).isEqualTo("for ana");
  }

  @Test
  void aClientThatComesBackTakesItsPlaceThoughTheOldConnectionIsStillOpen() {
    ZMQ.Socket old = dealer("ana");
    old.send("before");
    next();
    ZMQ.Socket again = dealer("ana");
    again.send("after");
    byte[] identity = next().get(0);
    send(identity, "first");
    assertThat(answerAt(again)).isEqualTo("first");
    context.destroySocket(old);
    again.send("later");
    next();
    send(identity, "second");
    assertThat(answerAt(again)).isEqualTo("second");
  }
}
