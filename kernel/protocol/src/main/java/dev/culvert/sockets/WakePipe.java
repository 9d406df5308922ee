package dev.culvert.sockets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a thread that waits in a poll over sockets, among which is {@link #source()}.
 *
 * <p>Invariant: a {@link #wake} after the thread's last {@link #taken} ends its poll. So whoever
 * queues something wakes afterwards, and the thread calls {@link #taken} before it looks into the
 * queue. Hazard: a write closes a pipe in a thread that is interrupted; so an interrupt waits until
 * it is done.
 *
 * <p>Anybody wakes; the thread that polls takes and closes.
 */
public final class WakePipe implements AutoCloseable {

  private static final int MOST_AT_ONCE = 16; // a byte may come late, when it was taken already

  private final Pipe pipe;
  private final AtomicBoolean woken = new AtomicBoolean();

  private WakePipe(Pipe pipe) {
    this.pipe = pipe;
  }

  /**
   * Makes one.
   *
   * @throws UncheckedIOException when the process has no descriptors left
   */
  public static WakePipe open() {
    try {
      Pipe pipe = Pipe.open();
      pipe.source().configureBlocking(false); // as pollers require
      return new WakePipe(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException("no pipe can be had for the sockets", e);
    }
  }

  /** What the poll has to watch for reading. */
  public SelectableChannel source() {
    return pipe.source();
  }

  /** Ends the poll, or the next one; does nothing once this is closed. Never waits. */
  public void wake() {
    if (!woken.compareAndSet(false, true)) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      pipe.sink().write(ByteBuffer.allocate(1));
    } catch (ClosedChannelException e) {
      System.getLogger(WakePipe.class.getName())
          .log(System.Logger.Level.DEBUG, "nobody polls any more");
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets cannot be woken", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The poll is over: from now on {@link #wake} ends the next one. */
  public void taken() {
    try {
      pipe.source().read(ByteBuffer.allocate(MOST_AT_ONCE));
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets cannot be woken", e);
    }
    woken.set(false);
  }

  @Override
  public void close() {
    try {
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets' pipe cannot be closed", e);
    }
  }
}
