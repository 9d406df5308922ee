package dev.culvert.front.transport;

import dev.culvert.protocol.MessageCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.zeromq.ZMQ;

/**
 * What is published, on its way into the iopub socket.
 *
 * <p>Invariant: the socket holds at most {@value #IN_SOCKET} messages for each subscriber; what
 * else waits is counted in bytes, so that who writes much can wait, too ({@link #hasRoom}). Nothing
 * is dropped for a subscriber that reads, even if slowly. One that read none of half as many
 * messages while all others waited for it, {@value #PATIENCE_SECONDS} s by default, gets nothing
 * more until it reads again: ZeroMQ by itself drops at once, and to wait on would let one hung
 * client stop the kernel.
 *
 * <p>Hazard: the socket does not say when it takes messages again, so as long as something waits,
 * {@link #sendWaiting} is to be called every few milliseconds.
 *
 * <p>Any thread may announce and ask; the sockets' thread does the rest.
 */
final class IopubQueue {

  private static final int IN_SOCKET = 64; // a text has 256 kB at most
  private static final long MUCH = 8 << 20;
  private static final int PATIENCE_SECONDS = 60;

  private final ZMQ.Socket socket;
  private final MessageCodec codec;
  private final long patience; // nanoseconds
  private final Deque<MessageCodec.Unsigned> waiting = new ArrayDeque<>(); // oldest first
  private final AtomicLong bytes = new AtomicLong(); // of all that the socket did not take yet
  private List<byte[]> refused; // frames of the oldest, which the socket did not take; or null
  private long refusedSince; // of System.nanoTime

  /**
   * For a socket that is not bound yet.
   *
   * @param socket XPUB
   */
  IopubQueue(ZMQ.Socket socket, MessageCodec codec) {
    this(socket, codec, Duration.ofSeconds(PATIENCE_SECONDS));
  }

  /** Likewise, with another patience. */
  IopubQueue(ZMQ.Socket socket, MessageCodec codec, Duration patience) {
    this.socket = socket;
    this.codec = codec;
    this.patience = patience.toNanos();
    socket.setSndHWM(IN_SOCKET);
    socket.setXpubNoDrop(true);
  }

  /** A message will be sent, as soon as the sockets' thread comes to it. */
  void announce(MessageCodec.Unsigned message) {
    bytes.addAndGet(size(message));
  }

  /** Whether little of what was announced waits. */
  boolean hasRoom() {
    return bytes.get() <= MUCH;
  }

  private static long size(MessageCodec.Unsigned message) {
    long size = 0;
    for (byte[] part : message.dictionaries()) {
      size += part.length;
    }
    for (byte[] part : message.buffers()) {
      size += part.length;
    }
    return size;
  }

  /** Sends an announced message, or lets it wait behind others. */
  void send(MessageCodec.Unsigned message) {
    waiting.add(message);
    sendWaiting();
  }

  /** Sends what the socket takes of what waits. */
  void sendWaiting() {
    while (!waiting.isEmpty() && isOldestTaken()) {
      bytes.addAndGet(-size(waiting.remove()));
    }
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  private boolean isOldestTaken() {
    boolean again = refused != null;
    List<byte[]> frames = again ? refused : codec.sign(waiting.peek());
    if (!socket.send(frames.get(0), ZMQ.SNDMORE | ZMQ.DONTWAIT)) {
      if (!again) {
        refused = frames;
        refusedSince = System.nanoTime();
      }
      if (System.nanoTime() - refusedSince < patience) {
        return false;
      }
      sendWithoutWhoDoesNotRead(frames.get(0));
    }
    refused = null;
    Sockets.send(socket, frames.subList(1, frames.size()));
    return true;
  }

  /** ZeroMQ leaves such a subscriber out by itself from now on, until it reads. */
  private void sendWithoutWhoDoesNotRead(byte[] first) {
    socket.setXpubNoDrop(false);
    socket.sendMore(first);
    socket.setXpubNoDrop(true);
  }

  /** Sends all that waits to whoever reads: the sockets are about to close. */
  void sendLast() {
    socket.setXpubNoDrop(false);
    sendWaiting();
  }
}
