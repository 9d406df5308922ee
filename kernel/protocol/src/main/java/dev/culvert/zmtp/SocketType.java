package dev.culvert.zmtp;

import java.util.Set;

/** The kinds of sockets that a Jupyter kernel and its clients have, by their names in ZMTP. */
public enum SocketType {
  /** Knows its peers by their identities. */
  ROUTER("DEALER", "REQ", "ROUTER"),
  DEALER("ROUTER", "REP", "DEALER"),
  /** Sends to whoever subscribed to what a message begins with. */
  PUB("SUB", "XSUB"),
  SUB("PUB", "XPUB"),
  /** Answers each request. */
  REP("REQ", "DEALER");

  private final Set<String> peers;

  SocketType(String... peers) {
    this.peers = Set.of(peers);
  }

  /** Whether such a socket may be connected with another, as RFC 37 has it. */
  boolean talksTo(String other) {
    return peers.contains(other);
  }
}
