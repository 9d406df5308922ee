package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A tunnel over one SSH link, which is replaced when it was lost.
 *
 * <p>Whoever needs the link when it is down connects anew, one at a time under {@code connecting};
 * the others wait for the outcome. A thread of its own tries, too, ever more rarely, so that ports
 * which the server opened for this side come back. Nobody tries after the server refused the login
 * or showed another host key: that takes a user. {@link #close()} never waits for that lock, it
 * aborts who holds it.
 */
final class SshTunnel implements Tunnel, ChannelOpener {

  private static final Duration LONGEST_ROUND_TRIP = Duration.ofSeconds(2);

  private final String name;
  private final List<Hop> way;
  private final List<LocalListener> listeners = new ArrayList<>();
  private final List<RemoteSpec> remotes = new CopyOnWriteArrayList<>();
  private final List<Carried> riders = new CopyOnWriteArrayList<>();
  private final Traffic dialled = new Traffic();
  private final Object connecting = new Object();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Consumer<SshTunnel> whenClosed;
  private volatile SshLink link;
  private volatile WayConnector connector;
  private volatile TunnelError finalFailure;
  private volatile int reconnects;
  private volatile String lastTry; // null: none failed
  private volatile Instant nextTry; // null: none is planned
  private volatile boolean closed;

  SshTunnel(String name, List<Hop> way, SshLink link, Consumer<SshTunnel> whenClosed) {
    this.name = name;
    this.way = List.copyOf(way);
    this.link = link;
    this.whenClosed = whenClosed;
    watch(link);
  }

  /**
   * Takes the local ports, all or none.
   *
   * @throws TunnelError when one is taken
   */
  void listen(List<ForwardSpec> specs) {
    for (ForwardSpec spec : specs) {
      listeners.add(LocalListener.bind(name, spec, this));
    }
    listeners.forEach(LocalListener::start);
  }

  /**
   * Has the server listen for this side, all or none.
   *
   * @throws TunnelError when it does not listen on one
   */
  void listenRemotely(List<RemoteSpec> specs) {
    specs.forEach(spec -> remotes.add(link.listen(spec)));
  }

  /** Where the server listens for this side. */
  List<RemoteSpec> remotes() {
    return List.copyOf(remotes);
  }

  /**
   * Finds out whether every target can be reached.
   *
   * @throws TunnelError when one cannot
   */
  void probe(List<ForwardSpec> specs) {
    for (ForwardSpec spec : specs) {
      if (!spec.isSocks()) { // else each client will say where it goes
        open(spec.target(), new HostPort("127.0.0.1", 0)).close(false);
      }
    }
  }

  @Override
  public ForwardChannel open(HostPort target, HostPort origin) {
    try {
      return link().open(target, origin);
    } catch (TunnelError e) {
      if (e.code() != Code.LOST || closed) {
        throw e;
      }
      return link().open(target, origin); // it was lost before anybody noticed
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String server() {
    return plan().toString();
  }

  @Override
  public String hostKey() {
    return link.hostKey();
  }

  @Override
  public List<Target> targets() {
    return listeners.stream()
        .map(each -> new Target(each.target().host(), each.target().port(), each.local()))
        .toList();
  }

  @Override
  public int localPort() {
    return localAddress().getPort();
  }

  @Override
  public InetSocketAddress localAddress() {
    if (listeners.isEmpty()) {
      throw new IllegalStateException("tunnel " + name + " has no local port: it has no target");
    }
    return listeners.get(0).local();
  }

  @Override
  public Socket dial(String host, int port) throws IOException {
    HostPort target = new HostPort(host, port);
    try {
      return new ChannelSocket(open(target, new HostPort("127.0.0.1", 0)), target, dialled);
    } catch (TunnelError e) {
      throw new IOException(e.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isUp() {
    return !closed && link.isUp();
  }

  @Override
  public Optional<String> whyDown() {
    if (closed) {
      return Optional.of("closed");
    }
    TunnelError failure = finalFailure;
    return failure == null || link.isUp() ? link.whyDown() : Optional.of(failure.getMessage());
  }

  /** What goes through it, and ends before it. */
  private record Carried(Supplier<String> what, Runnable end) {}

  @Override
  public Rider carry(Supplier<String> what, Runnable end) {
    Carried carried = new Carried(what, end);
    riders.add(carried);
    return () -> riders.remove(carried);
  }

  /** What goes through it, by name, the newest last. */
  List<String> riders() {
    return riders.stream().map(rider -> rider.what().get()).toList();
  }

  @Override
  public void close() {
    for (Carried rider : riders) {
      if (riders.remove(rider)) {
        rider.end().run(); // while the way still stands, so that it can say goodbye
      }
    }
    if (closed) {
      return;
    }
    closed = true;
    listeners.forEach(LocalListener::close);
    WayConnector running = connector;
    if (running != null) {
      running.abort();
    }
    link.close();
    way.forEach(hop -> hop.credentials().close());
    whenClosed.accept(this);
    over.countDown();
  }

  @Override
  public MimeBundle toMimeBundle() {
    return TunnelTable.of(this);
  }

  @Override
  public String toString() {
    return "Tunnel[" + name + " via " + server() + ", " + state() + "]";
  }

  /** Waits until the tunnel is closed. */
  void awaitClosed() throws InterruptedException {
    over.await();
  }

  /** The servers it goes through, the nearest first. */
  String hops() {
    return way.stream().map(hop -> hop.plan().toString()).collect(Collectors.joining(" -> "));
  }

  /** The state in a few words. */
  String state() {
    String again = reconnects == 0 ? "" : ", reconnected " + reconnects + "x";
    return whyDown()
        .map(why -> closed ? why : "down (" + why + ")" + plan(nextTry))
        .orElse("up" + again);
  }

  private static String plan(Instant next) {
    return next == null
        ? ""
        : ", trying again in %d s"
            .formatted(Math.max(0, Duration.between(Instant.now(), next).toSeconds()));
  }

  /** What went through all its ports, and through sockets without a port. */
  Traffic traffic() {
    List<Traffic> parts = new ArrayList<>(List.of(dialled));
    listeners.forEach(each -> parts.add(each.traffic()));
    return Traffic.sum(parts);
  }

  /** What went through the port of each target, in their order. */
  List<Traffic> trafficOfTargets() {
    return listeners.stream().map(LocalListener::traffic).toList();
  }

  /** What went through sockets without a port. */
  Traffic dialled() {
    return dialled;
  }

  /** Since when it is up, or down. */
  Instant since() {
    SshLink current = link;
    return current.downSince().orElse(current.since());
  }

  int reconnects() {
    return reconnects;
  }

  /** How long the last server takes to answer; empty when it does not. */
  Optional<Duration> roundTrip() {
    return link.roundTrip(LONGEST_ROUND_TRIP);
  }

  /** The servers it goes through, with the settings of each. */
  List<SshPlan> plans() {
    return way.stream().map(Hop::plan).toList();
  }

  /**
   * Connects anew while a user looks on, also after a failure that takes a user. The ports stay;
   * what goes through them is cut.
   *
   * @throws TunnelError named after the step that failed; the ports stay then, too
   */
  void reopen(Opening opening) {
    synchronized (connecting) {
      finalFailure = null;
      refuseIfOver();
      link.close();
      try {
        link = again(opening.connect(way));
        watch(link);
      } catch (TunnelError e) {
        finalFailure = needsUser(e) ? e : null;
        throw e;
      }
      reconnects++;
      if (closed) {
        link.close();
      }
      refuseIfOver();
    }
  }

  /** Why the newest connection through a port failed; empty when none did. */
  Optional<String> lastFailure() {
    return listeners.stream()
        .map(LocalListener::lastFailure)
        .filter(failure -> failure != null)
        .findFirst()
        .or(() -> isUp() ? Optional.empty() : Optional.ofNullable(lastTry));
  }

  private SshPlan plan() {
    return way.get(way.size() - 1).plan();
  }

  private SshLink link() {
    SshLink current = link;
    return current.isUp() && !closed ? current : reconnect();
  }

  private SshLink reconnect() {
    synchronized (connecting) {
      refuseIfOver();
      if (link.isUp()) {
        return link; // another thread was quicker
      }
      link.close();
      WayConnector attempt = new WayConnector(way, Asker.NOBODY);
      connector = attempt;
      try {
        refuseIfOver();
        link = again(attempt.connect());
        watch(link);
        reconnects++;
        if (closed) {
          link.close();
        }
        refuseIfOver();
        return link;
      } catch (TunnelError e) {
        finalFailure = needsUser(e) ? e : null;
        throw e;
      } finally {
        connector = null;
      }
    }
  }

  /** Runs when the link is lost; the library's thread, which tells, must not wait. */
  private void watch(SshLink watched) {
    watched.whenDown(
        () -> {
          if (!closed && finalFailure == null) {
            Thread thread = new Thread(() -> comeBack(watched), "tunnel-" + name + "-again");
            thread.setDaemon(true);
            thread.start();
          }
        });
  }

  private void comeBack(SshLink lost) {
    Backoff backoff = new Backoff(new SplittableRandom());
    try {
      while (!closed && finalFailure == null && link == lost) {
        long wait = backoff.nextMillis();
        nextTry = Instant.now().plusMillis(wait);
        if (over.await(wait, TimeUnit.MILLISECONDS)) {
          return;
        }
        tryAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody but the JVM's end interrupts this thread
    } finally {
      nextTry = null;
    }
  }

  private void tryAgain() {
    try {
      link();
    } catch (TunnelError e) {
      lastTry = e.name() + ": " + e.getMessage();
    }
  }

  /** Has the server of a new link listen as the one before did. */
  private SshLink again(SshLink next) {
    try {
      remotes.forEach(next::listen);
      return next;
    } catch (TunnelError e) {
      next.close();
      throw e;
    }
  }

  private void refuseIfOver() {
    if (closed) {
      throw new TunnelError(Code.LOST, "tunnel '%s' is closed.".formatted(name));
    } else if (finalFailure != null) {
      throw finalFailure;
    }
  }

  private static boolean needsUser(TunnelError e) {
    return switch (e.code()) {
      case AUTH, AUTH_MAX, CERT, NEEDS_INPUT, HOSTKEY, HOSTKEY_CHANGED, KEY -> true;
      default -> false;
    };
  }
}
