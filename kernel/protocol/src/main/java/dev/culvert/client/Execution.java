package dev.culvert.client;

import dev.culvert.protocol.Message;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One execute request on its way. It is done when both its reply and its idle status came.
 *
 * <p>Fields are written by the client's event thread; waiters only read.
 */
public final class Execution {

  private static final Duration IDLE_AFTER_REPLY = Duration.ofSeconds(10);

  private final String id;
  private final CellHandler handler;
  private final CompletableFuture<Message> done = new CompletableFuture<>();
  private volatile Message reply; // null until it came
  private volatile boolean idle; // whether the kernel said idle for this request
  private volatile long lastNews = System.nanoTime(); // when the last message came
  private volatile KernelException failure; // what the cell fails with once it ended; else null
  private volatile Future<?> question; // an input request being answered; null when none

  Execution(String id, CellHandler handler) {
    this.id = id;
    this.handler = handler;
  }

  /** The id of the request: the parent id of all its messages. */
  public String id() {
    return id;
  }

  /** Whether reply and idle came. */
  public boolean isDone() {
    return done.isDone();
  }

  /** Waits for reply and idle. */
  public Message await() throws KernelException, InterruptedException {
    return await(Duration.ofDays(10_000));
  }

  /**
   * Waits for reply and idle.
   *
   * @throws KernelException when the kernel died, a handler failed, or the time is over; the cell
   *     runs on in the last case
   */
  public Message await(Duration patience) throws KernelException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = deadline - System.nanoTime();
      try {
        return done.get(
            Math.max(0, Math.min(left, IDLE_AFTER_REPLY.toNanos())), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        checkStillHopeful(deadline, patience);
      } catch (ExecutionException e) {
        throw new KernelException(e.getCause().getMessage(), e.getCause());
      }
    }
  }

  private void checkStillHopeful(long deadline, Duration patience) throws KernelException {
    long now = System.nanoTime();
    if (reply != null && now - lastNews >= IDLE_AFTER_REPLY.toNanos()) {
      throw new KernelException(
          "the kernel replied to the cell but said no idle in the "
              + IDLE_AFTER_REPLY.toSeconds()
              + " s after");
    }
    if (now - deadline >= 0) {
      throw new KernelException("the cell still runs after " + patience.toMillis() + " ms");
    }
  }

  CellHandler handler() {
    return handler;
  }

  void replied(Message message) {
    lastNews = System.nanoTime();
    reply = message;
    finishIfComplete();
  }

  /** The kernel published a message of this cell, and the handler has seen it. */
  void published(Message message) {
    lastNews = System.nanoTime();
    if (message.type().equals("status") && message.text("execution_state").equals("idle")) {
      idle = true;
      finishIfComplete();
    }
  }

  void asks(Future<?> answering) {
    question = answering;
  }

  /** Fails when the kernel is done with the cell, so that the next one is not dropped with it. */
  void failAtEnd(KernelException reason) {
    failure = reason;
  }

  void fail(KernelException reason) {
    done.completeExceptionally(reason);
    endQuestion();
  }

  private void finishIfComplete() {
    if (reply != null && idle) {
      if (failure == null) {
        done.complete(reply);
      } else {
        done.completeExceptionally(failure);
      }
      endQuestion();
    }
  }

  /** Comes after {@link #done} was completed: whoever is interrupted finds the cell done. */
  private void endQuestion() {
    Future<?> asked = question;
    if (asked != null) {
      asked.cancel(true);
    }
  }
}
