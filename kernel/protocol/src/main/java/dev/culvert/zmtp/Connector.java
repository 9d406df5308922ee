package dev.culvert.zmtp;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A socket that connects with one address, and does so again when the connection ends.
 *
 * <p>One of type {@link SocketType#SUB} subscribes to everything.
 *
 * <p>Invariant: what is sent while there is no connection waits for the next one. Hazard: what a
 * connection had not written when it ended is lost, see {@link Peer}.
 */
public final class Connector {

  /** No growing pauses: what the other side says to a socket that is not through yet is lost. */
  private static final Duration AGAIN = Duration.ofMillis(5);

  /** To all that is published, as ZMTP 3.0 has it, which newer peers understand, too. */
  private static final Encoded SUBSCRIPTION = Encoded.of(List.of(new byte[] {1}));

  private final Reactor reactor;
  private final SocketAddress address;
  private final SocketType type;
  private final byte[] identity;
  private final PeerListener listener;
  private final List<Encoded> waiting = new ArrayList<>(); // for a peer
  private SocketChannel channel; // that is being connected
  private Peer peer; // null until its handshake is through

  Connector(
      Reactor reactor,
      SocketAddress address,
      SocketType type,
      byte[] identity,
      PeerListener listener) {
    this.reactor = reactor;
    this.address = address;
    this.type = type;
    this.identity = identity;
    this.listener = listener;
  }

  void connect() {
    try {
      Reactor.requireResolved(address);
      channel =
          address instanceof UnixDomainSocketAddress
              ? SocketChannel.open(StandardProtocolFamily.UNIX)
              : SocketChannel.open();
      channel.configureBlocking(false);
      if (channel.connect(address)) {
        opened();
      } else {
        reactor.register(channel, SelectionKey.OP_CONNECT, this::finish);
      }
    } catch (IOException e) {
      again(e);
    }
  }

  /** The connection is there, or cannot be had; as {@link Reactor.Channelled}. */
  private void finish(ByteBuffer in, ByteBuffer out) {
    try {
      if (channel.finishConnect()) {
        opened();
      }
    } catch (IOException e) {
      again(e);
    }
  }

  private void opened() {
    reactor.open(
        channel, new Peer(reactor, channel, type, identity, new Joined(), this::connectLater));
  }

  private void again(IOException reason) {
    System.getLogger(Connector.class.getName())
        .log(System.Logger.Level.TRACE, "{0}: {1}", address, reason.getMessage());
    if (channel != null) { // null when there was no descriptor for the first one
      Reactor.closeQuietly(channel);
    }
    connectLater();
  }

  private void connectLater() {
    reactor.later(AGAIN, this::connect);
  }

  /** Sends a message, as soon as there is a connection that takes it. */
  public void send(Encoded message) {
    if (peer == null) {
      waiting.add(message);
    } else {
      peer.send(message);
    }
  }

  private final class Joined implements PeerListener {

    @Override
    public void joined(Peer joined) {
      peer = joined;
      if (type == SocketType.SUB) {
        joined.send(SUBSCRIPTION);
      }
      waiting.forEach(joined::send);
      waiting.clear();
      listener.joined(joined);
    }

    @Override
    public void received(Peer from, List<byte[]> frames) {
      listener.received(from, frames);
    }

    @Override
    public void left(Peer gone) {
      peer = null;
      listener.left(gone);
    }
  }
}
