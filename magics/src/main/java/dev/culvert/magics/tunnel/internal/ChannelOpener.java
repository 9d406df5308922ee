package dev.culvert.magics.tunnel.internal;

/** Opens channels to one tunnel's targets, connecting to the server again where that is needed. */
interface ChannelOpener {

  /**
   * Opens a channel.
   *
   * @throws TunnelError when the server is gone, forbids it, or cannot reach the target
   */
  ForwardChannel open(HostPort target, HostPort origin);
}
