package dev.culvert.magics.tunnel.internal;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * How far an SSH session has come, and why it ended. Written by the SSH library's threads; whoever
 * waits for a step waits on its future, which fails when the session ends first.
 */
final class Progress implements SessionListener {

  /** Done when the server has said that it speaks SSH. */
  final CompletableFuture<Void> banner = new CompletableFuture<>();

  /** Done when keys were exchanged and the server's key was accepted. */
  final CompletableFuture<Void> keysExchanged = new CompletableFuture<>();

  /** Done when the session has ended; holds the reason, in words. */
  final CompletableFuture<String> ended = new CompletableFuture<>();

  private volatile Instant endedAt;
  private volatile Throwable firstFailure;
  private volatile String farewell;

  @Override
  public void sessionPeerIdentificationReceived(
      Session session, String version, java.util.List<String> extraLines) {
    banner.complete(null);
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.KeyEstablished) {
      keysExchanged.complete(null);
    }
  }

  @Override
  public void sessionException(Session session, Throwable t) {
    if (firstFailure == null) {
      firstFailure = t;
    }
  }

  @Override
  public void sessionDisconnect(
      Session session, int reason, String message, String language, boolean initiator) {
    if (farewell == null) {
      farewell = initiator ? Printable.of(message) : "the server said: " + Printable.of(message);
    }
  }

  @Override
  public void sessionClosed(Session session) {
    endedAt = Instant.now();
    ended.complete(reason());
    Throwable cause = firstFailure != null ? firstFailure : new java.io.EOFException(reason());
    banner.completeExceptionally(cause);
    keysExchanged.completeExceptionally(cause);
  }

  /** When the session ended; null while it has not. */
  Instant endedAt() {
    return endedAt;
  }

  /** Why the session ended, as far as that is known. */
  String reason() {
    if (farewell != null && !farewell.isEmpty()) {
      return farewell;
    }
    Throwable failure = firstFailure;
    return failure == null
        ? "the server closed the connection"
        : Printable.of(
            failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage());
  }
}
