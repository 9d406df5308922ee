package dev.culvert.magics.tunnel.internal;

import java.util.List;

/**
 * Connects through every hop of a way, each over the one before, without any local port.
 *
 * <p>One use, one thread; {@link #abort()} may be called from any other. Invariant: when {@link
 * #connect} does not return a link, nothing it started lives on.
 */
final class WayConnector {

  private final List<Hop> way;
  private final Asker asker;
  private final ConnectSteps steps;
  private volatile SshConnector current;
  private volatile boolean aborted;

  WayConnector(List<Hop> way, Asker asker) {
    this(way, asker, ConnectSteps.IGNORED);
  }

  WayConnector(List<Hop> way, Asker asker, ConnectSteps steps) {
    this.way = way;
    this.asker = asker;
    this.steps = steps;
  }

  /**
   * Connects.
   *
   * @return the link to the last hop, which holds those before it
   * @throws TunnelError named after the step that failed
   */
  SshLink connect() {
    SshLink link = null;
    for (Hop hop : way) {
      try {
        SshConnector next = new SshConnector(hop, link, asker, steps);
        current = next;
        if (aborted) {
          next.abort(); // abort() may have seen the hop before
        }
        link = next.connect();
      } catch (RuntimeException e) {
        if (link != null) {
          link.close();
        }
        throw e;
      }
    }
    return link;
  }

  /** Ends the step that runs; {@link #connect} then fails as interrupted. */
  void abort() {
    aborted = true;
    SshConnector running = current;
    if (running != null) {
      running.abort();
    }
  }
}
