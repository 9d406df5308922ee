package dev.culvert.zmtp;

import java.util.List;

/** What a socket does with its peers; called by the reactor's thread, which it must not stop. */
public interface PeerListener {

  /** A message came, whole. */
  void received(Peer peer, List<byte[]> frames);

  /** A peer is there: messages may be sent to it. */
  default void joined(Peer peer) {}

  /** A peer that had joined is gone. */
  default void left(Peer peer) {}

  /** A peer subscribed to something. */
  default void subscribed(Peer peer) {}
}
