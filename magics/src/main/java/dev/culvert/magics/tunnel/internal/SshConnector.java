package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshException;

/**
 * Connects to one SSH server, step by step: name, TCP, banner, key exchange with the check of the
 * host key, login. Each step has its own deadline and its own error.
 *
 * <p>One use, one thread; {@link #abort()} may be called from any other and ends the step that
 * runs. Invariant: when {@link #connect} does not return a link, nothing it started lives on.
 */
final class SshConnector {

  private static final AttributeKey<Credentials> CREDENTIALS = new AttributeKey<>();

  private final SshPlan plan;
  private final Credentials credentials;
  private final KnownHosts known;
  private final HostKeyCheck hostKeyCheck;
  private final AuthTrace trace = new AuthTrace();
  private final Progress progress = new Progress();
  private final CompletableFuture<Void> aborted = new CompletableFuture<>();
  private final SshClient client;
  private long stepStart;

  /**
   * Prepares a connection.
   *
   * @throws TunnelError when known_hosts must not be believed
   */
  SshConnector(SshPlan plan, Credentials credentials) {
    this.plan = plan;
    this.credentials = credentials;
    this.known = KnownHosts.read(plan.knownHosts(), plan.server());
    this.hostKeyCheck = new HostKeyCheck(plan.server(), known);
    this.client = SshClients.create(hostKeyCheck, known.knownTypes(), trace, plan.keepalive());
    client.addSessionListener(progress);
  }

  /**
   * Connects.
   *
   * @throws TunnelError named after the step that failed
   */
  SshLink connect() {
    ClientSession session = null;
    try {
      List<InetAddress> addresses = resolve();
      client.start();
      session = reach(addresses);
      awaitStep(progress.banner, Code.BANNER, "did not answer as an SSH server");
      awaitStep(progress.keysExchanged, Code.KEX, "did not agree on keys");
      logIn(session);
      return new SshLink(
          plan, client, session, progress, HostKeyCheck.describe(session.getServerKey()));
    } catch (InterruptedException e) {
      discard(session);
      Thread.currentThread().interrupt();
      throw interrupted();
    } catch (RuntimeException e) {
      discard(session);
      throw aborted.isDone() ? interrupted() : e;
    }
  }

  /** Ends the step that runs; {@link #connect} then fails as interrupted. */
  void abort() {
    aborted.complete(null);
    client.close(true);
  }

  /** The password for a session, for a server that asks for it as a question. */
  static String passwordOf(ClientSession session) {
    Credentials shown = session.getAttribute(CREDENTIALS);
    return shown == null || !shown.hasPassword() ? null : shown.password();
  }

  private void discard(ClientSession session) {
    if (session != null) {
      session.close(true);
    }
    client.close(true);
    client.stop();
  }

  private TunnelError interrupted() {
    return new TunnelError(
        Code.INTERRUPTED, "opening the tunnel to %s was interrupted.".formatted(plan.server()));
  }

  private List<InetAddress> resolve() throws InterruptedException {
    stepStart = System.nanoTime();
    String host = plan.server().host();
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
    Thread thread = new Thread(lookup, "tunnel-dns-" + host);
    thread.setDaemon(true);
    thread.start();
    try {
      return List.of(awaitOrAbort(lookup));
    } catch (TimeoutException e) {
      throw error(Code.DNS, "cannot resolve '%s': no answer within %d ms.", host, millis());
    } catch (ExecutionException e) {
      boolean unknown = e.getCause() instanceof UnknownHostException;
      throw error(
          Code.DNS,
          "cannot resolve '%s' (%s, %d ms). Check the spelling and the VPN.",
          host,
          unknown ? "no such name" : Printable.of(String.valueOf(e.getCause())),
          millis());
    }
  }

  private ClientSession reach(List<InetAddress> addresses) throws InterruptedException {
    List<String> failures = new ArrayList<>();
    for (InetAddress address : addresses) {
      stepStart = System.nanoTime();
      try {
        InetSocketAddress to = new InetSocketAddress(address, plan.server().port());
        ClientSession session =
            client.connect(plan.user(), to).verify(plan.timeout()).getClientSession();
        session.setAttribute(CREDENTIALS, credentials);
        return session;
      } catch (IOException e) {
        failures.add(
            "%s: %s after %d ms".formatted(address.getHostAddress(), tcpReason(e), millis()));
      }
      stopIfAborted();
    }
    throw error(
        Code.TCP,
        "cannot connect to %s (%s). Check the port, that the server runs, and the firewall.",
        plan.server(),
        String.join("; ", failures));
  }

  private static String tcpReason(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SocketException && t.getMessage() != null) {
        return Printable.of(t.getMessage());
      } else if (t instanceof TimeoutException) {
        return "no answer";
      }
    }
    return Printable.of(e.getMessage());
  }

  private void awaitStep(CompletableFuture<Void> step, Code code, String what)
      throws InterruptedException {
    stepStart = System.nanoTime();
    try {
      awaitOrAbort(step);
    } catch (TimeoutException e) {
      throw error(code, "%s %s within %d ms.", plan.server(), what, millis());
    } catch (ExecutionException e) {
      TunnelError refusal = hostKeyCheck.refusal();
      if (refusal != null) {
        throw refusal;
      }
      throw error(
          code,
          "%s %s (%s, after %d ms). %s",
          plan.server(),
          what,
          progress.reason(),
          millis(),
          code == Code.BANNER
              ? "Check that this is the SSH port."
              : "Its key exchange, cipher or host key algorithms may all be outdated.");
    }
  }

  private void logIn(ClientSession session) throws InterruptedException {
    stepStart = System.nanoTime();
    credentials.keys().forEach(key -> session.addPublicKeyIdentity(key.pair()));
    if (credentials.hasPassword()) {
      session.addPasswordIdentity(credentials.password());
    }
    try {
      session.auth().verify(plan.timeout());
    } catch (IOException e) {
      stopIfAborted();
      throw authError(e);
    } finally {
      // The library would keep them as long as the session.
      credentials.keys().forEach(key -> session.removePublicKeyIdentity(key.pair()));
      if (credentials.hasPassword()) {
        session.removePasswordIdentity(credentials.password());
      }
    }
  }

  private TunnelError authError(IOException e) {
    if (hasCause(e, TimeoutException.class)) {
      return error(
          Code.AUTH,
          "%s did not finish the login of '%s' within %d ms.",
          plan.server(),
          plan.user(),
          millis());
    }
    boolean tooMany =
        e instanceof SshException ssh && ssh.getDisconnectCode() == 2 && trace.keysTried() > 1;
    if (tooMany) {
      return error(
          Code.AUTH,
          "%s closed the connection after %d keys (%s). Name the right key with -i.",
          plan.server(),
          trace.keysTried(),
          Printable.of(e.getMessage()));
    }
    return AuthRefused.of(plan, credentials, trace, millis());
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  /** Waits for a step, at most its time, and no longer than {@link #abort()}. */
  private <T> T awaitOrAbort(Future<T> step)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Void> wake = aborted.thenRun(() -> step.cancel(true));
    try {
      return step.get(plan.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException e) {
      throw interrupted();
    } finally {
      wake.cancel(false);
    }
  }

  private void stopIfAborted() {
    if (aborted.isDone()) {
      throw interrupted();
    }
  }

  private long millis() {
    return Duration.ofNanos(System.nanoTime() - stepStart).toMillis();
  }

  private static TunnelError error(Code code, String format, Object... args) {
    return new TunnelError(code, format.formatted(args));
  }
}
