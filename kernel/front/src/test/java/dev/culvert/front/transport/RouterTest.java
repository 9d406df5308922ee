package dev.culvert.front.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.PlainPeer;
import dev.culvert.zmtp.Reactor;
import dev.culvert.zmtp.SocketType;
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

/** The sockets' thread is the test's. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(60)
class RouterTest {

  private final Reactor reactor = Reactor.open();
  private final List<List<byte[]>> received = new ArrayList<>();
  private final Router router = new Router(received::add);
  private final List<PlainPeer> clients = new ArrayList<>();
  private int port;

  @BeforeEach
  void bind() throws IOException {
    port =
        ((InetSocketAddress)
                reactor.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    SocketType.ROUTER,
                    router))
            .getPort();
  }

  @AfterEach
  void close() throws IOException {
    for (PlainPeer each : clients) {
      each.close();
    }
    reactor.close();
  }

  private PlainPeer dealer(String identity) throws IOException {
    PlainPeer client = new PlainPeer(port, "DEALER", identity);
    clients.add(client);
    return client;
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
    reactor.flush();
  }

  private static String answerAt(PlainPeer client) throws IOException {
    return new String(client.receive().get(0), UTF_8);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void eachClientGetsTheAnswersToItsOwnRequests() throws IOException {
    PlainPeer named = dealer("ana");
    PlainPeer first = dealer("");
    PlainPeer second = dealer("");
    for (PlainPeer each : List.of(named, first, second)) {
      each.send(text("request"));
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
  void anAnswerToNobodyIsDropped() throws IOException {
    PlainPeer client = dealer("ana");
    client.send(text("request"));
    next();
    send(text("bob"), "not for ana");
    send(text("ana"), "for ana");
    assertThat(answerAt(client)).isEqualTo("for ana");
  }

  @Test
  void aClientThatComesBackTakesItsPlaceThoughTheOldConnectionIsStillOpen() throws IOException {
    PlainPeer old = dealer("ana");
    old.send(text("before"));
    next();
    PlainPeer again = dealer("ana");
    again.send(text("after"));
    byte[] identity = next().get(0);
    send(identity, "first");
    assertThat(answerAt(again)).isEqualTo("first");
    old.close();
    again.send(text("later"));
    next();
    reactor.poll(0); // the end of the old one has come by now
    send(identity, "second");
    assertThat(answerAt(again)).isEqualTo("second");
  }
}
