package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;

/**
 * Connects to one SSH server, step by step: name, TCP, banner, key exchange with the check of the
 * host key, login. Each step has its own deadline and its own error.
 *
 * <p>One use, one thread; {@link #abort()} may be called from any other and ends the step that
 * runs. Invariant: when {@link #connect} does not return a link, nothing it started lives on.
 */
final class SshConnector {

  private static final long BETWEEN_ATTEMPTS_MILLIS = 1_000; // as ssh
  private static final String NO_SSH = "did not answer as an SSH server";

  private final SshPlan plan;
  private final Credentials credentials;
  private final SshLink via;
  private final Asker asker;
  private final ConnectSteps steps;
  private final HostKeyCheck hostKeyCheck;
  private final AuthTrace trace = new AuthTrace();
  private final Progress progress = new Progress();
  private final Questions questions;
  private final KeyAuthentication keys;
  private final CompletableFuture<Void> aborted = new CompletableFuture<>();
  private final RemoteForwards remotes = new RemoteForwards();
  private final TunnelClient client;
  private volatile Optional<AgentClient> agent = Optional.empty();
  private ProxyProcess proxy;
  private long stepStart;

  /**
   * Prepares a connection.
   *
   * @param via the link it goes through; null for none
   * @param steps told of what went well
   * @throws TunnelError when known_hosts must not be believed
   */
  SshConnector(Hop hop, SshLink via, Asker asker, ConnectSteps steps) {
    this.plan = hop.plan();
    this.credentials = hop.credentials();
    this.via = via;
    this.asker = plan.batch() ? Asker.NOBODY : asker;
    this.steps = steps;
    this.hostKeyCheck = new HostKeyCheck(plan);
    this.questions = new Questions(plan, credentials);
    this.keys = new KeyAuthentication(SshClients.userSignatures(plan.negotiation()));
    this.client = SshClients.create(plan, hostKeyCheck, trace, questions, keys);
    client.setForwardingFilter(remotes);
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
      client.start();
      session = reach();
      awaitStep(progress.banner, Code.BANNER, NO_SSH);
      passed("banner", Printable.of(session.getServerVersion()));
      awaitStep(progress.keysExchanged, Code.KEX, "did not agree on keys");
      // The library checks the host key in the middle of the exchange.
      long exchange = Math.max(0, millis() - hostKeyCheck.judging().toMillis());
      steps.passed(plan, "kex", exchange, algorithms(session));
      steps.passed(
          plan,
          "host key",
          hostKeyCheck.took().toMillis(),
          HostKeyCheck.describe(session.getServerKey()) + ", as it is known");
      logIn(session);
      return new SshLink(
          plan,
          via,
          client,
          session,
          progress,
          HostKeyCheck.describe(session.getServerKey()),
          remotes);
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
    questions.close();
    agent.ifPresent(SshConnector::closeAgent);
    client.close(true);
  }

  private void discard(ClientSession session) {
    if (session != null) {
      session.close(true);
    }
    if (proxy != null) {
      proxy.close();
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
      List<InetAddress> found =
          Stream.of(awaitOrAbort(lookup)).filter(plan.family()::isInstance).toList();
      if (found.isEmpty()) {
        throw error(
            Code.DNS, "'%s' has no address of the family that AddressFamily asks for.", host);
      }
      passed(
          "dns", found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
      return List.copyOf(found);
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

  private ClientSession reach() throws InterruptedException {
    if (via != null) {
      return reachThroughHop();
    } else if (plan.proxyCommand() != null) {
      return reachByCommand();
    }
    List<InetAddress> addresses = resolve();
    List<String> failures = new ArrayList<>();
    for (int attempt = 0; attempt < plan.attempts(); attempt++) {
      if (attempt > 0) {
        pause();
      }
      failures.clear();
      Optional<ClientSession> session = reachOneOf(addresses, failures);
      if (session.isPresent()) {
        return session.get();
      }
    }
    throw error(
        Code.TCP,
        "cannot connect to %s (%s). Check the port, that the server runs, and the firewall.",
        plan.server(),
        String.join("; ", failures));
  }

  private void pause() throws InterruptedException {
    try {
      aborted.get(BETWEEN_ATTEMPTS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return; // nobody aborted it
    }
    stopIfAborted();
  }

  /** A session with the first address that answers; empty when none does, with the reasons. */
  private Optional<ClientSession> reachOneOf(List<InetAddress> addresses, List<String> failures) {
    for (InetAddress address : addresses) {
      stepStart = System.nanoTime();
      try {
        ClientSession session =
            connect(Route.to(new InetSocketAddress(address, plan.server().port()), plan.from()));
        passed("tcp", new HostPort(address.getHostAddress(), plan.server().port()).toString());
        return Optional.of(session);
      } catch (IOException e) {
        failures.add(
            "%s: %s after %d ms".formatted(address.getHostAddress(), tcpReason(e), millis()));
      }
      stopIfAborted();
    }
    return Optional.empty();
  }

  /** No local port is opened for it, so nobody else can use the way to the next server. */
  private ClientSession reachThroughHop() {
    stepStart = System.nanoTime();
    ForwardChannel channel = via.open(plan.server(), new HostPort("127.0.0.1", 0));
    try {
      ClientSession session = connect(Route.over(new ChannelPipe(channel, plan.server())));
      passed("tcp", plan.server() + " through the server before");
      return session;
    } catch (IOException e) {
      channel.close(true);
      throw error(Code.TCP, "%s was reached, and lost at once (%s).", plan.server(), tcpReason(e));
    }
  }

  private ClientSession reachByCommand() {
    try {
      stepStart = System.nanoTime();
      proxy = ProxyProcess.start(plan.proxyCommand(), plan.server());
      ClientSession session = connect(Route.over(proxy));
      passed("proxy", "the command runs");
      return session;
    } catch (IOException e) {
      throw error(
          Code.PROXY,
          "the ProxyCommand for %s cannot be run: %s.",
          plan.server(),
          Printable.of(e.getMessage()));
    }
  }

  private ClientSession connect(Route route) throws IOException {
    ConnectFuture connecting = client.connect(plan, route);
    // A client that is closed between the connection and its session tells the future nothing.
    CompletableFuture<Void> wake = aborted.thenRun(connecting::cancel);
    try {
      return connecting
          .verify(plan.timeout(), CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT)
          .getClientSession();
    } catch (IOException e) {
      if (endedAtOnce(e)) {
        throw ended(Code.BANNER, NO_SSH);
      }
      throw e;
    } finally {
      wake.cancel(false);
    }
  }

  /** Connected, and over because of what the server said first, before MINA knew its session. */
  private static boolean endedAtOnce(IOException e) {
    return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
        .anyMatch(MissingAttachedSessionException.class::isInstance);
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
      throw error(code, "%s %s within %d ms.%s", plan.server(), what, millis(), proxySaid());
    } catch (ExecutionException e) {
      TunnelError refusal = hostKeyCheck.refusal();
      throw refusal != null ? refusal : ended(code, what);
    }
  }

  /** The session ended in a step. */
  private TunnelError ended(Code code, String what) {
    if (proxy != null && code == Code.BANNER) {
      return error(
          Code.PROXY,
          "the ProxyCommand for %s ended before the server answered (%d ms).%s",
          plan.server(),
          millis(),
          proxySaid());
    }
    return error(
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

  private String proxySaid() {
    return proxy == null || proxy.lastWords().isEmpty() ? "" : " It said: " + proxy.lastWords();
  }

  private void logIn(ClientSession session) throws InterruptedException {
    stepStart = System.nanoTime();
    agent = credentials.openAgent();
    Credentials.Offer offer = credentials.offer(agent);
    keys.offer(offer.keys(), agent);
    String password = credentials.hasPassword() ? credentials.password() : null;
    if (password != null) {
      session.addPasswordIdentity(password);
    }
    try {
      AuthFuture login = session.auth();
      awaitLogin(login);
      login.verify(Duration.ofMillis(1));
      steps.loggedIn(plan, millis(), offer, trace);
    } catch (IOException e) {
      stopIfAborted();
      throw authError(e, offer);
    } finally {
      questions.close();
      agent.ifPresent(SshConnector::closeAgent);
      keys.offer(List.of(), Optional.empty());
      if (password != null) {
        session.removePasswordIdentity(password); // the library would keep it
      }
    }
  }

  /** Waits for the login, answers its questions, and does not count the time the user takes. */
  private void awaitLogin(AuthFuture login) throws InterruptedException {
    login.addListener(done -> questions.wake());
    long left = plan.timeout().toNanos();
    while (!login.isDone() && left > 0) {
      long before = System.nanoTime();
      long asked = questions.answerNext(asker, left);
      left -= System.nanoTime() - before - Math.max(0, asked);
    }
  }

  static void closeAgent(AgentClient agent) {
    try {
      agent.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a socket failed", e);
    }
  }

  private TunnelError authError(IOException e, Credentials.Offer offer) {
    if (hasCause(e, TimeoutException.class)) {
      return error(
          Code.AUTH,
          "%s did not finish the login of '%s' within %d ms.",
          plan.server(),
          plan.user(),
          millis());
    }
    if (questions.unanswered().isPresent()) {
      return error(
          Code.NEEDS_INPUT,
          "%s wants an answer, and nobody can be asked here: %s. Open the tunnel in a notebook or a"
              + " terminal that takes input.",
          plan.server(),
          questions.unanswered().get());
    }
    boolean tooMany =
        e instanceof SshException ssh && ssh.getDisconnectCode() == 2 && trace.keysTried() > 1;
    if (tooMany) {
      return error(
          Code.AUTH_MAX,
          "%s closed the connection after %d keys (%s). Name the right key with -i, or set"
              + " IdentitiesOnly.",
          plan.server(),
          trace.keysTried(),
          Printable.of(e.getMessage()));
    }
    return AuthRefused.of(plan, credentials, offer, trace, questions.answered(), millis());
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

  private void passed(String step, String found) {
    steps.passed(plan, step, millis(), found);
  }

  private static String algorithms(ClientSession session) {
    return session.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS)
        + ", "
        + session.getNegotiatedKexParameter(KexProposalOption.C2SENC);
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
