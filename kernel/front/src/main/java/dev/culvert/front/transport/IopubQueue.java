package dev.culvert.front.transport;

import dev.culvert.protocol.MessageCodec;
import dev.culvert.zmtp.Encoded;
import dev.culvert.zmtp.Peer;
import dev.culvert.zmtp.PeerListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is published, on its way to whoever subscribed.
 *
 * <p>Invariant: nothing is dropped for a subscriber that reads, even if slowly. What waits for the
 * slowest one is counted in bytes, so that who writes much can wait, too ({@link #hasRoom}). One
 * that read nothing for {@value #PATIENCE_SECONDS} s by default, while {@value #MUCH} bytes waited
 * for it, gets nothing more until it has read those: ZeroMQ by itself drops at once, and to wait on
 * would let one hung client stop the kernel.
 *
 * <p>Any thread may announce and ask; the sockets' thread does the rest.
 */
final class IopubQueue implements PeerListener {

  private static final long MUCH = 8 << 20;
  private static final int PATIENCE_SECONDS = 60;

  private final MessageCodec codec;
  private final long patience; // nanoseconds
  private final Runnable someoneSubscribed;
  private final Set<Peer> subscribers = new HashSet<>(); // joined, whatever they subscribed to
  private final Set<Peer> leftOut = new HashSet<>(); // of them
  private final AtomicLong announced = new AtomicLong(); // bytes that were not sent yet
  private volatile long behind; // bytes that wait for the slowest of those who are waited for

  /**
   * For a PUB socket.
   *
   * @param someoneSubscribed called by the sockets' thread, each time
   */
  IopubQueue(MessageCodec codec, Runnable someoneSubscribed) {
    this(codec, someoneSubscribed, Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** Likewise, with another patience. */
  IopubQueue(MessageCodec codec, Runnable someoneSubscribed, Duration patience) {
    this.codec = codec;
    this.someoneSubscribed = someoneSubscribed;
    this.patience = patience.toNanos();
  }

  @Override
  public void joined(Peer peer) {
    subscribers.add(peer);
  }

  @Override
  public void left(Peer peer) {
    subscribers.remove(peer);
    leftOut.remove(peer);
  }

  @Override
  public void subscribed(Peer peer) {
    someoneSubscribed.run();
  }

  @Override
  public void received(Peer peer, List<byte[]> frames) {} // subscribers have nothing else to say

  /** A message will be sent, as soon as the sockets' thread comes to it. */
  void announce(MessageCodec.Unsigned message) {
    announced.addAndGet(message.size());
  }

  /** Whether little of what was announced waits. */
  boolean hasRoom() {
    return announced.get() + behind <= MUCH;
  }

  /**
   * Sends an announced message to all who subscribed to it.
   *
   * @return bytes
   */
  long send(MessageCodec.Unsigned message) {
    byte[] topic = message.identities().get(0);
    Encoded encoded = null; // until somebody wants it
    for (Peer peer : subscribers) {
      if (peer.isSubscribed(topic) && !leftOut.contains(peer)) {
        encoded = encoded == null ? Encoded.ofBuffers(codec.sign(message)) : encoded;
        peer.send(encoded);
      }
    }
    long size = message.size();
    behind = slowest();
    announced.addAndGet(-size);
    return size;
  }

  /**
   * Looks who keeps up; to be called whenever something may have been written.
   *
   * @return whether to look again soon, though nothing happens
   */
  boolean look() {
    for (Peer peer : subscribers) {
      if (peer.unsent() == 0) {
        leftOut.remove(peer);
      } else if (isLate(peer) && peer.stuckFor() >= patience) {
        leftOut.add(peer);
      }
    }
    behind = slowest();
    return behind > MUCH;
  }

  private static boolean isLate(Peer peer) {
    return peer.unsent() > MUCH;
  }

  private long slowest() {
    long most = 0;
    for (Peer peer : subscribers) {
      most = leftOut.contains(peer) ? most : Math.max(most, peer.unsent());
    }
    return most;
  }
}
