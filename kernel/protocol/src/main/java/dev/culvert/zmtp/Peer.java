package dev.culvert.zmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One connection of a socket, from its greeting to its end.
 *
 * <p>Invariant: a listener hears of {@code joined} first, then of messages, then of {@code left};
 * of a connection that never got through its handshake it hears nothing. What was sent and not yet
 * written when a connection ends is lost with it.
 *
 * <p>Belongs to the reactor's thread.
 */
public final class Peer {

  private static final int MOST_FRAMES = 10_000; // of a message

  private final Reactor reactor;
  private final SocketChannel channel;
  private final SocketType type; // ours
  private final PeerListener listener;
  private final Runnable ended;
  private final Greeting greeting = new Greeting();
  private final FrameDecoder decoder = new FrameDecoder();
  private final SendQueue unsent = new SendQueue();
  private final List<byte[]> subscriptions = new ArrayList<>(); // as often as they were asked for
  private List<byte[]> frames = new ArrayList<>(); // of a message whose last one has not come
  private SelectionKey key;
  private byte[] identity; // null until the handshake is through
  private boolean flushing; // whether the reactor was told that something is to be written
  private long progress = System.nanoTime(); // when all was written, or a part of the rest

  /**
   * For a channel that is connected.
   *
   * @param ended run at the connection's end, whether it got through its handshake or not
   */
  Peer(
      Reactor reactor,
      SocketChannel channel,
      SocketType type,
      byte[] ourIdentity,
      PeerListener listener,
      Runnable ended) {
    this.reactor = reactor;
    this.channel = channel;
    this.type = type;
    this.listener = listener;
    this.ended = ended;
    unsent.add(Encoded.raw(Greeting.ours()));
    sendCommand(Command.ready(type, ourIdentity));
  }

  /** It has been registered for reading. */
  void registered(SelectionKey key) {
    this.key = key;
    flushSoon();
  }

  /** What it calls itself, or, when that is nothing, what no other of this reactor has. */
  public byte[] identity() {
    return identity;
  }

  /** Sends a message, or lets it wait behind others until the connection takes it. */
  public void send(Encoded message) {
    if (!channel.isOpen()) {
      return; // whoever does not listen any more misses nothing
    }
    if (unsent.length() == 0) {
      progress = System.nanoTime();
    }
    unsent.add(message);
    flushSoon();
  }

  private void sendCommand(Command command) {
    unsent.add(Encoded.command(command.body()));
  }

  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      reactor.flushSoon(this);
    }
  }

  /** Bytes that wait for the connection to take them. */
  public long unsent() {
    return unsent.length();
  }

  /** Nanoseconds since the connection last took something, while something waits. */
  public long stuckFor() {
    return unsent.length() == 0 ? 0 : System.nanoTime() - progress;
  }

  /** Whether it wants messages that begin so. */
  public boolean isSubscribed(byte[] beginning) {
    for (byte[] each : subscriptions) {
      if (each.length <= beginning.length
          && Arrays.equals(each, 0, each.length, beginning, 0, each.length)) {
        return true;
      }
    }
    return false;
  }

  /** Writes what the connection takes of what waits. */
  void flush(ByteBuffer buffer) {
    flushing = false;
    if (!channel.isOpen()) {
      return;
    }
    try {
      if (unsent.writeTo(channel, buffer) > 0) {
        progress = System.nanoTime();
      }
      key.interestOps(SelectionKey.OP_READ | (unsent.length() > 0 ? SelectionKey.OP_WRITE : 0));
    } catch (IOException e) {
      close(e);
    }
  }

  /** The connection can be read or written; as {@link Reactor.Channelled}. */
  void ready(ByteBuffer in, ByteBuffer out) {
    try {
      if (key.isReadable()) {
        in.clear();
        if (channel.read(in) < 0) {
          throw new EOFException("the other side closed the connection");
        }
        take(in.flip());
      }
      if (key.isValid() && key.isWritable()) {
        flush(out);
      }
    } catch (IOException e) {
      close(e);
    }
  }

  private void take(ByteBuffer in) throws IOException {
    if (!greeting.take(in)) {
      return;
    }
    Frame frame = decoder.next(in);
    while (frame != null) {
      take(frame);
      frame = channel.isOpen() ? decoder.next(in) : null;
    }
  }

  private void take(Frame frame) throws ZmtpException {
    if (frame.command()) {
      take(Command.of(frame.body()));
    } else if (identity == null) {
      throw new ZmtpException("a message before the handshake's end");
    } else {
      frames.add(frame.body());
      if (frames.size() > MOST_FRAMES) {
        throw new ZmtpException("a message of more than " + MOST_FRAMES + " frames");
      }
      if (!frame.more()) {
        List<byte[]> message = frames;
        frames = new ArrayList<>();
        take(message);
      }
    }
  }

  private void take(List<byte[]> message) {
    if (type != SocketType.PUB) {
      listener.received(this, message);
      return;
    }
    // ZMTP 3.0 subscribes by messages: a byte that says whether, and the beginning.
    byte[] first = message.get(0);
    if (first.length > 0 && first[0] <= 1 && first[0] >= 0) {
      subscribe(Arrays.copyOfRange(first, 1, first.length), first[0] == 1);
    }
  }

  private void subscribe(byte[] beginning, boolean wanted) {
    if (wanted) {
      subscriptions.add(beginning);
      listener.subscribed(this);
      return;
    }
    for (int i = 0; i < subscriptions.size(); i++) {
      if (Arrays.equals(subscriptions.get(i), beginning)) {
        subscriptions.remove(i);
        return;
      }
    }
  }

  private void take(Command command) throws ZmtpException {
    boolean ofHandshake =
        command.name().equals(Command.READY) || command.name().equals(Command.ERROR);
    if (identity == null && !ofHandshake) {
      throw new ZmtpException("a command before the handshake's end");
    }
    switch (command.name()) {
      case Command.READY -> join(command.properties());
      case Command.SUBSCRIBE -> subscribe(command.data(), true);
      case Command.CANCEL -> subscribe(command.data(), false);
      case Command.PING -> answerPing(command.data());
      case Command.ERROR -> throw new ZmtpException("the other side sent us away");
      default -> {} // as RFC 37 wants it: also a PONG, which we never ask for
    }
  }

  private void join(Map<String, byte[]> properties) throws ZmtpException {
    String theirs =
        new String(properties.getOrDefault(Command.SOCKET_TYPE, new byte[0]), ISO_8859_1);
    if (!type.talksTo(theirs)) {
      throw new ZmtpException("a socket of type " + theirs + " at one of type " + type);
    }
    if (identity == null) {
      byte[] name = properties.getOrDefault(Command.IDENTITY, new byte[0]);
      if (name.length > 0 && name[0] == 0) {
        throw new ZmtpException("an identity that begins with a zero, as only ours may");
      }
      identity = name.length > 0 ? name : reactor.newIdentity();
      listener.joined(this);
    }
  }

  /** With what follows the two bytes of time that the other side goes on after. */
  private void answerPing(byte[] data) {
    byte[] context = data.length <= 2 ? new byte[0] : Arrays.copyOfRange(data, 2, data.length);
    sendCommand(new Command(Command.PONG, context));
    flushSoon();
  }

  /** Ends the connection. */
  void close(IOException reason) {
    if (!channel.isOpen()) {
      return;
    }
    System.getLogger(Peer.class.getName())
        .log(System.Logger.Level.DEBUG, "a connection ended: {0}", reason.getMessage());
    Reactor.closeQuietly(channel);
    reactor.closed(this);
    if (identity != null) {
      listener.left(this);
    }
    ended.run();
  }
}
