package dev.culvert.client;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.zmtp.Encoded;
import dev.culvert.zmtp.Peer;
import dev.culvert.zmtp.PeerListener;
import dev.culvert.zmtp.Reactor;
import dev.culvert.zmtp.SocketType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The far end of the wire for bytes no real kernel sends: answers, and publishes what it is told.
 */
final class SilentKernel implements AutoCloseable {

  private final ConnectionFile file = ConnectionFile.create();
  private final BlockingQueue<List<byte[]>> toPublish = new LinkedBlockingQueue<>();
  private final MessageCodec codec = new MessageCodec("hmac-sha256", file.info().key());
  private final Reactor reactor = Reactor.open();
  private final List<Peer> subscribers = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "silent-kernel");
  private volatile boolean closed;

  SilentKernel() throws Exception {
    reactor.bind(
        info().socketAddress(info().shellPort()),
        SocketType.ROUTER,
        (peer, frames) -> answer(peer, frames));
    reactor.bind(info().socketAddress(info().iopubPort()), SocketType.PUB, new Publisher());
    thread.start();
  }

  ConnectionInfo info() {
    return file.info();
  }

  /** Publishes before the next request is answered. */
  void publish(List<byte[]> frames) {
    toPublish.add(frames);
  }

  private void run() {
    try (reactor) {
      while (!closed) {
        reactor.poll(-1);
      }
    }
  }

  private final class Publisher implements PeerListener {
    @Override
    public void subscribed(Peer peer) {
      subscribers.add(peer);
    }

    @Override
    public void received(Peer peer, List<byte[]> frames) {}
  }

  private void answer(Peer peer, List<byte[]> frames) {
    Message message;
    try {
      message = codec.decode(frames);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    for (List<byte[]> each = toPublish.poll(); each != null; each = toPublish.poll()) {
      publishNow(each);
    }
    Message idle = message.reply("status", "k", Map.of("execution_state", "idle"));
    publishNow(codec.encode(idle));
    String type = message.type().replace("_request", "_reply");
    Message reply = message.reply(type, "k", Map.of("status", "complete"));
    peer.send(Encoded.of(codec.encode(reply)));
  }

  private void publishNow(List<byte[]> frames) {
    subscribers.forEach(each -> each.send(Encoded.of(frames)));
  }

  @Override
  public void close() throws Exception {
    closed = true;
    reactor.wakeup();
    thread.join();
    file.close();
  }
}
