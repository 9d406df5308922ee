package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.util.HashMap;
import java.util.Map;

/** What kernels showed for the same values: the first one's word is what the others must say. */
final class Agreement {

  private record Shown(String text, Peer by) {}

  private final Map<String, Shown> shown = new HashMap<>();

  void require(String what, Peer peer, String text) throws KernelException {
    Shown first = shown.computeIfAbsent(what, name -> new Shown(text, peer));
    if (!first.text().equals(text)) {
      throw new KernelException(
          "%s of %s differs from that of %s".formatted(what, peer.name(), first.by().name()));
    }
  }
}
