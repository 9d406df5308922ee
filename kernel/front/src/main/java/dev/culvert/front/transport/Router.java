package dev.culvert.front.transport;

import dev.culvert.zmtp.Encoded;
import dev.culvert.zmtp.Peer;
import dev.culvert.zmtp.PeerListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a ROUTER socket does (RFC 28): each message that comes begins with its sender's identity,
 * and one that is sent goes to the peer whose identity it begins with, or nowhere when that is
 * gone.
 *
 * <p>A peer that joins by a known identity takes its place, as with {@code ROUTER_HANDOVER}:
 * clients connect again before the system tells that their old connection is dead. The sockets'
 * thread's.
 */
final class Router implements PeerListener {

  private final Consumer<List<byte[]>> receiver;
  private final Map<ByteBuffer, Peer> peers = new HashMap<>(); // by identity

  Router(Consumer<List<byte[]>> receiver) {
    this.receiver = receiver;
  }

  @Override
  public void joined(Peer peer) {
    peers.put(ByteBuffer.wrap(peer.identity()), peer);
  }

  @Override
  public void left(Peer peer) {
    peers.remove(ByteBuffer.wrap(peer.identity()), peer);
  }

  @Override
  public void received(Peer peer, List<byte[]> frames) {
    List<byte[]> message = new ArrayList<>(frames.size() + 1);
    message.add(peer.identity());
    message.addAll(frames);
    receiver.accept(message);
  }

  void send(List<ByteBuffer> message) {
    Peer peer = peers.get(message.get(0));
    if (peer != null) {
      peer.send(Encoded.ofBuffers(message.subList(1, message.size())));
    }
  }
}
