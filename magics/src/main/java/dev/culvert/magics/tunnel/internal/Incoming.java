package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Data that arrived in a channel and was not taken yet.
 *
 * <p>Filled by the thread that reads the SSH connection, which never waits: what the window allows
 * always fits. Emptied by one reader at a time. With a {@link Receiver} that thread passes data on
 * itself, as far as the receiver takes it at once and nothing older waits, so that an answer wakes
 * no other thread; the rest is the reader's. Invariants: bytes are passed on in their order; after
 * {@link #end} the reader gets all that came before, then the end of data; after {@link #cutOff}
 * alone it gets what came before, then an error.
 */
final class Incoming {

  /** Gives window back to the sender. */
  interface Window {
    void release(long count) throws IOException;
  }

  /** Where data goes without a reader. */
  interface Receiver {
    /** Takes what it can without waiting. */
    void take(ByteBuffer bytes) throws IOException;
  }

  private static final int MOST_AT_ONCE = 16;
  private static final long RELEASED_AT_ONCE = 256 << 10; // a small part of the window

  private final Window window;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private Receiver receiver; // null: none
  private IOException receiverFailed; // null: it did not
  private boolean readerHasOlder;
  private long owed; // of the window
  private boolean ended;
  private boolean cutOff;

  Incoming(Window window) {
    this.window = window;
  }

  /** From now on data goes there, as far as it takes it at once. */
  void passTo(Receiver next) {
    lock.lock();
    try {
      receiver = next;
    } finally {
      lock.unlock();
    }
  }

  /** Adds data, all of it; what comes after the end is dropped. */
  void receive(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    int passedOn;
    lock.lock();
    try {
      if (ended || cutOff) {
        return;
      }
      if (receiver != null && chunks.isEmpty() && !readerHasOlder) {
        passOn(bytes);
      }
      passedOn = length - bytes.remaining();
      if (bytes.hasRemaining()) {
        chunks.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    release(passedOn);
  }

  private void passOn(ByteBuffer bytes) {
    try {
      receiver.take(bytes);
    } catch (IOException e) {
      receiverFailed = e;
      receiver = null;
      changed.signalAll();
    }
  }

  /** The sender said that this was all. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The channel is gone. */
  void cutOff() {
    lock.lock();
    try {
      cutOff = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for data and takes much of it at once. What was taken before counts as passed on.
   *
   * @return empty at the orderly end
   * @throws SocketException when the channel was cut off before the end
   * @throws IOException when the receiver failed
   */
  List<ByteBuffer> take() throws IOException {
    List<ByteBuffer> taken = new ArrayList<>(MOST_AT_ONCE);
    long count = 0;
    lock.lock();
    try {
      readerHasOlder = false;
      awaitData(0);
      while (taken.size() < MOST_AT_ONCE && !chunks.isEmpty()) {
        ByteBuffer chunk = chunks.remove();
        count += chunk.remaining();
        taken.add(chunk);
      }
      readerHasOlder = !taken.isEmpty();
    } finally {
      lock.unlock();
    }
    release(count);
    return taken;
  }

  /**
   * Reads like a socket.
   *
   * @param timeout milliseconds to wait at most; 0 is for ever
   * @return -1 at the orderly end
   */
  int read(byte[] into, int offset, int length, int timeout) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count;
    lock.lock();
    try {
      awaitData(timeout);
      ByteBuffer chunk = chunks.peek();
      if (chunk == null) {
        return -1;
      }
      count = Math.min(length, chunk.remaining());
      chunk.get(into, offset, count);
      if (!chunk.hasRemaining()) {
        chunks.remove();
      }
    } finally {
      lock.unlock();
    }
    release(count);
    return count;
  }

  /** How much can be read without waiting. */
  int available() {
    lock.lock();
    try {
      return chunks.stream().mapToInt(ByteBuffer::remaining).sum();
    } finally {
      lock.unlock();
    }
  }

  private void awaitData(int timeout) throws IOException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeout);
    try {
      while (chunks.isEmpty() && !ended && !cutOff && receiverFailed == null) {
        if (timeout == 0) {
          changed.await();
        } else if ((nanos = changed.awaitNanos(nanos)) <= 0) {
          throw new SocketTimeoutException("Read timed out after " + timeout + " ms");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for data");
    }
    if (receiverFailed != null) {
      throw receiverFailed;
    } else if (chunks.isEmpty() && !ended) {
      throw new SocketException("the tunnel was lost");
    }
  }

  /** Opens the window again, in large steps: each is a packet that both sides have to handle. */
  private void release(long count) throws IOException {
    long due = 0;
    lock.lock();
    try {
      owed += count;
      if (owed >= RELEASED_AT_ONCE) {
        due = ended || cutOff ? 0 : owed;
        owed = 0;
      }
    } finally {
      lock.unlock();
    }
    if (due > 0) {
      window.release(due);
    }
  }
}
