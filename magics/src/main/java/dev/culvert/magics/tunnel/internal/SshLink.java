package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * One live, logged-in connection to an SSH server, and those to the servers on the way. Any thread
 * may use it; once down, it stays so.
 */
final class SshLink implements AutoCloseable {

  private static final Duration POLITE = Duration.ofSeconds(2);

  private final SshPlan plan;
  private final SshLink via; // null: none
  private final SshClient client;
  private final ClientSession session;
  private final Progress progress;
  private final String hostKey;
  private final RemoteForwards remotes;
  private final Instant since = Instant.now();

  SshLink(
      SshPlan plan,
      SshLink via,
      SshClient client,
      ClientSession session,
      Progress progress,
      String hostKey,
      RemoteForwards remotes) {
    this.plan = plan;
    this.via = via;
    this.client = client;
    this.session = session;
    this.progress = progress;
    this.hostKey = hostKey;
    this.remotes = remotes;
  }

  String hostKey() {
    return hostKey;
  }

  /** Since when the link is up, or was until {@link #downSince()}. */
  Instant since() {
    return since;
  }

  /** Runs something once the link is down, on a thread that must not wait; at once if it is. */
  void whenDown(Runnable action) {
    progress.ended.thenRun(action);
  }

  /** When the link was lost; empty while it is up. */
  Optional<Instant> downSince() {
    return isUp() ? Optional.empty() : Optional.ofNullable(progress.endedAt());
  }

  /**
   * Asks the server whether it is there, and waits for the answer.
   *
   * @return how long it took; empty when the link is down or there was no answer in time
   */
  Optional<Duration> roundTrip(Duration longest) {
    if (!isUp()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      Buffer question = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
      question.putString("keepalive@openssh.com");
      question.putBoolean(true);
      session.request("keepalive@openssh.com", question, longest); // refused by most: an answer
      return Optional.of(Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean isUp() {
    return session.isOpen() && !session.isClosing();
  }

  /** Why the link is down; empty while it is up. */
  Optional<String> whyDown() {
    SshLink nearest = null; // of those that are down: it took the others with it
    for (SshLink link = this; link != null; link = link.via) {
      nearest = link.isUp() ? nearest : link;
    }
    if (nearest == null) {
      return Optional.empty();
    }
    String server = nearest == this ? "" : nearest.plan.server() + ": ";
    return Optional.of(server + nearest.progress.reason());
  }

  /**
   * Opens a channel to an address as the server sees it.
   *
   * @throws TunnelError that says whether the server forbids it, or who did not answer
   */
  ForwardChannel open(HostPort target, HostPort origin) {
    long start = System.nanoTime();
    ForwardChannel channel = null;
    try {
      channel = ForwardChannel.of(session, address(origin), address(target));
      channel.open().verify(plan.timeout());
      return channel;
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close(true);
      }
      throw explain(e, target, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
  }

  /**
   * Has the server listen for this side.
   *
   * @return the forward with the port that the server listens on
   * @throws TunnelError when it does not
   */
  RemoteSpec listen(RemoteSpec spec) {
    return remotes.start(session, plan, spec);
  }

  /**
   * Runs a short command at the server.
   *
   * @throws TunnelError when the server runs none, or it does not end
   */
  RemoteCommand.Outcome run(String command, byte[] input) {
    try {
      return RemoteCommand.run(session, command, input, plan.timeout());
    } catch (IOException e) {
      throw error(
          Code.COMMAND,
          "%s runs no command for us: %s.",
          plan.server(),
          Printable.of(e.getMessage()));
    }
  }

  /** Ends the connection and all its threads, within a bounded time. */
  @Override
  public void close() {
    try {
      session.close(false).await(POLITE);
    } catch (IOException e) {
      Thread.currentThread().interrupt(); // the wait was interrupted: less polite, then
    } finally {
      client.close(true);
      client.stop();
      if (via != null) {
        via.close();
      }
    }
  }

  private static SshdSocketAddress address(HostPort at) {
    return new SshdSocketAddress(at.host(), at.port());
  }

  private TunnelError explain(Exception e, HostPort target, long millis) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SshChannelOpenException refused) {
        return refused(refused, target, millis);
      } else if (t instanceof TimeoutException) {
        return error(
            Code.TARGET_TIMEOUT,
            "%s did not say within %d ms whether it reaches %s.",
            plan.server(),
            millis,
            target);
      }
    }
    return error(
        Code.LOST,
        "the connection to %s was lost: %s.",
        plan.server(),
        whyDown().orElse(Printable.of(e.getMessage())));
  }

  private TunnelError refused(SshChannelOpenException e, HostPort target, long millis) {
    String said = Printable.of(e.getMessage());
    if (e.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED) {
      return error(
          Code.TARGET_PROHIBITED,
          "%s refuses forwarding to %s (%s, %d ms). Its sshd_config decides: AllowTcpForwarding,"
              + " PermitOpen, or restrictions of your key.",
          plan.server(),
          target,
          said,
          millis);
    } else if (target.isUnixSocket()) {
      return error(
          Code.TARGET_REFUSED,
          "%s cannot connect to the socket %s (%s, %d ms). Check the path, that the service runs,"
              + " that your account may use it, and AllowStreamLocalForwarding.",
          plan.server(),
          target,
          said,
          millis);
    }
    boolean nothingListens = said.toLowerCase(Locale.ROOT).contains("refused");
    return nothingListens
        ? error(
            Code.TARGET_REFUSED,
            "%s reached %s, but nothing listens there (%s, %d ms). Check the port, and that the"
                + " service runs.",
            plan.server(),
            target,
            said,
            millis)
        : error(
            Code.TARGET_UNREACHABLE,
            "%s cannot reach %s (%s, %d ms). The name is resolved there, not here.",
            plan.server(),
            target,
            said,
            millis);
  }

  private static TunnelError error(Code code, String format, Object... args) {
    return new TunnelError(code, format.formatted(args));
  }
}
