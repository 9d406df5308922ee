package dev.culvert.worker.wire;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One end of the connection between front and worker: frames with a type and a request id, in both
 * directions at once.
 *
 * <p>Invariant: frames leave in the order in which {@link #send} was called, and only the writer
 * thread touches the channel for writing. Hazard this avoids: an interrupt that reaches a thread
 * inside {@link SocketChannel#write} closes the channel for everyone, and user threads are
 * interrupted all the time, so they only queue.
 *
 * <p>The queue holds at most {@value #QUEUE_LIMIT} bytes; a sender waits beyond that. When the
 * other end is gone, every open request fails with {@link WireClosedException} and later sends are
 * dropped: nobody is there to read them. A thread of the wire that fails takes the wire with it:
 * one that reads and never answers would be worse than none.
 */
public final class Wire implements Closeable {

  /** Grows with every change to frames or their order. */
  public static final int VERSION = 7;

  /** How a worker ends that has no memory left to go on; 128 and more are signals. */
  public static final int OUT_OF_MEMORY = 120;

  private static final int QUEUE_LIMIT = 8 << 20;
  private static final int HEADER = 9; // length, type, request id
  private static final int TOGETHER = 16 << 10; // bytes of frames that leave in one write

  /** Takes what comes in; runs on the reader thread, so it must not wait for another frame. */
  public interface Handler {
    /**
     * @param id 0 for a frame that needs no answer
     */
    void handle(FrameType type, int id, Packet.Reader payload);

    /** The other end is gone. Runs last, once. */
    void closed();

    /** There is no memory for a frame, which is tried once more afterwards. Any thread. */
    default void outOfMemory() {}
  }

  private record Frame(FrameType type, int id, byte[] payload) {
    int cost() {
      return Math.min(HEADER + payload.length, QUEUE_LIMIT);
    }

    ByteBuffer putInto(ByteBuffer buffer) {
      return buffer.putInt(payload.length).put((byte) type.ordinal()).putInt(id).put(payload);
    }
  }

  private static final Frame LAST = new Frame(FrameType.SHUTDOWN, -1, new byte[0]);

  private final SocketChannel channel;
  private final Handler handler;
  private final LinkedBlockingQueue<Frame> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(QUEUE_LIMIT);
  private final Map<Integer, CompletableFuture<Packet.Reader>> open = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Thread reader;
  private final Thread writer;
  private final ByteBuffer together = ByteBuffer.allocate(TOGETHER); // the writer's
  private volatile boolean closed;

  /** Takes over a connected channel; nothing moves before {@link #start}. */
  public Wire(String name, SocketChannel channel, Handler handler) {
    this.channel = channel;
    this.handler = handler;
    this.reader = daemon(name + "-wire-reader", this::readLoop);
    this.writer = daemon(name + "-wire-writer", this::writeLoop);
  }

  private static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(null, body, name, 0, false);
    thread.setDaemon(true);
    return thread;
  }

  public void start() {
    reader.start();
    writer.start();
  }

  /** Sends a frame that needs no answer. Never interrupted: the interrupt flag stays set. */
  public void send(FrameType type, Packet payload) {
    enqueue(new Frame(type, 0, payload.toBytes()));
  }

  /** Sends a request; the future ends with the answer, or with why there is none. */
  public CompletableFuture<Packet.Reader> request(FrameType type, Packet payload) {
    int id = ids.incrementAndGet();
    CompletableFuture<Packet.Reader> answer = new CompletableFuture<>();
    open.put(id, answer);
    if (closed) { // closed between the caller's look and ours: failOpen may have run already
      failOpen();
    } else {
      enqueue(new Frame(type, id, payload.toBytes()));
    }
    return answer;
  }

  /** Answers a request. */
  public void reply(int id, Packet payload) {
    enqueue(new Frame(FrameType.REPLY, id, payload.toBytes()));
  }

  /** Says that a request failed. */
  public void fail(int id, String why) {
    enqueue(new Frame(FrameType.FAILED, id, new Packet().put(why).toBytes()));
  }

  private void enqueue(Frame frame) {
    if (closed) {
      return;
    }
    room.acquireUninterruptibly(frame.cost());
    queue.add(frame);
  }

  /** Small frames that wait leave together, so that the other end is woken once for them. */
  private void writeLoop() {
    try {
      for (Frame frame = queue.take(); frame != LAST; frame = next()) {
        if (HEADER + frame.payload.length > together.remaining()) {
          flush();
        }
        if (HEADER + frame.payload.length > TOGETHER) {
          write(frame.putInto(ByteBuffer.wrap(allocate(HEADER + frame.payload.length))));
        } else {
          frame.putInto(together);
        }
        room.release(frame.cost());
      }
    } catch (IOException | InterruptedException e) {
      // The reader sees the closed channel and tells the handler.
    } finally {
      close();
    }
  }

  private Frame next() throws IOException, InterruptedException {
    Frame waiting = queue.poll();
    if (waiting == null) {
      flush();
      waiting = queue.take();
    }
    return waiting;
  }

  private void flush() throws IOException {
    write(together);
    together.clear();
  }

  private void write(ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void readLoop() {
    try (DataInputStream in =
        new DataInputStream(
            new java.io.BufferedInputStream(Channels.newInputStream(channel), 64 << 10))) {
      while (true) {
        int length = in.readInt();
        FrameType type = FrameType.of(in.readByte());
        int id = in.readInt();
        byte[] payload = allocate(length);
        in.readFully(payload);
        dispatch(type, id, new Packet.Reader(payload));
      }
    } catch (EOFException | ClosedChannelException | SocketException e) {
      // The other end ended, in order or not, or we did: the handler is told, and knows which.
    } catch (IOException | RuntimeException e) {
      System.getLogger(Wire.class.getName())
          .log(System.Logger.Level.ERROR, "the wire broke off", e);
    } finally {
      close();
      failOpen();
      handler.closed();
    }
  }

  private byte[] allocate(int length) {
    try {
      return new byte[length];
    } catch (OutOfMemoryError e) {
      handler.outOfMemory();
      return new byte[length];
    }
  }

  private void dispatch(FrameType type, int id, Packet.Reader payload) {
    switch (type) {
      case REPLY -> answered(id).complete(payload);
      case FAILED -> answered(id).completeExceptionally(new WireException(payload.readText()));
      default -> handler.handle(type, id, payload);
    }
  }

  private CompletableFuture<Packet.Reader> answered(int id) {
    CompletableFuture<Packet.Reader> answer = open.remove(id);
    return answer == null ? new CompletableFuture<>() : answer;
  }

  private void failOpen() {
    for (Integer id : open.keySet()) {
      answered(id).completeExceptionally(new WireClosedException());
    }
  }

  /** Ends the connection; what is queued may be lost. Harmless when called twice. */
  @Override
  public void close() {
    closed = true;
    queue.add(LAST);
    room.release(QUEUE_LIMIT); // wakes senders that wait for room; what they send is dropped
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(Wire.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a wire that is broken already", e);
    }
  }
}
