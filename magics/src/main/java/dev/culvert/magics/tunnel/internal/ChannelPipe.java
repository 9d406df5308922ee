package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A channel through one SSH server as the connection to the next. */
final class ChannelPipe implements StreamSession.Pipe {

  private final ForwardChannel channel;
  private final ChannelSocket socket;
  private final HostPort server;

  ChannelPipe(ForwardChannel channel, HostPort server) throws IOException {
    this.channel = channel;
    this.socket = new ChannelSocket(channel, server, new Traffic());
    this.server = server;
  }

  @Override
  public String name() {
    return server.toString();
  }

  @Override
  public InputStream in() throws IOException {
    return socket.getInputStream();
  }

  @Override
  public OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public void close() {
    channel.close(true);
  }
}
