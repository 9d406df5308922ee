package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.apache.sshd.common.channel.exception.SshChannelClosedException;

/**
 * An SSH channel that looks like a connected socket, for drivers that take one.
 *
 * <p>Reading, writing, half-close and read timeouts work as on a socket. Options of the wire
 * (no-delay, keepalive, buffer sizes) belong to the SSH connection: they are accepted and have no
 * effect. One thread may read while another writes.
 */
final class ChannelSocket extends Socket {

  private final ForwardChannel channel;
  private final HostPort target;
  private final Traffic traffic;
  private final InputStream in;
  private final OutputStream out;
  private volatile int timeout;
  private volatile boolean closed;
  private volatile boolean outputShut;
  private volatile boolean inputShut;

  /**
   * Takes over an open channel.
   *
   * @param traffic where to count what goes through it
   */
  ChannelSocket(ForwardChannel channel, HostPort target, Traffic traffic) throws SocketException {
    super((java.net.SocketImpl) null);
    this.channel = channel;
    this.target = target;
    this.traffic = traffic;
    traffic.connections.increment();
    traffic.open.incrementAndGet();
    this.in = new Input();
    this.out = new Output(channel.outgoing());
  }

  @Override
  public InputStream getInputStream() throws IOException {
    refuseIfClosed();
    return in;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    refuseIfClosed();
    return out;
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      traffic.open.decrementAndGet();
      channel.close(false);
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    refuseIfClosed();
    outputShut = true;
    channel.outgoing().close();
  }

  @Override
  public void shutdownInput() throws IOException {
    refuseIfClosed();
    inputShut = true;
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    if (millis < 0) {
      throw new IllegalArgumentException("timeout can't be negative");
    }
    timeout = millis;
  }

  @Override
  public int getSoTimeout() {
    return timeout;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isInputShutdown() {
    return inputShut;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShut;
  }

  @Override
  public void connect(SocketAddress endpoint, int millis) throws IOException {
    throw new SocketException("already connected");
  }

  @Override
  public void bind(SocketAddress address) throws IOException {
    throw new SocketException("already bound");
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int getPort() {
    return target.port();
  }

  @Override
  public int getLocalPort() {
    return 0;
  }

  @Override
  public InetAddress getLocalAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return InetSocketAddress.createUnresolved(target.host(), target.port());
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return new InetSocketAddress(getLocalAddress(), 0);
  }

  @Override
  public void setTcpNoDelay(boolean on) {
    // Every write is sent at once.
  }

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }

  @Override
  public void setKeepAlive(boolean on) {
    // The SSH connection has keepalives of its own.
  }

  @Override
  public boolean getKeepAlive() {
    return true;
  }

  @Override
  public void setSoLinger(boolean on, int seconds) {
    // The SSH connection outlives this channel and sends what was written.
  }

  @Override
  public int getSoLinger() {
    return -1;
  }

  @Override
  public void setReceiveBufferSize(int size) {
    // The channel's window decides.
  }

  @Override
  public int getReceiveBufferSize() {
    return (int) Math.min(Integer.MAX_VALUE, channel.getLocalWindow().getMaxSize());
  }

  @Override
  public void setSendBufferSize(int size) {
    // The channel's window decides.
  }

  @Override
  public int getSendBufferSize() {
    return (int) Math.min(Integer.MAX_VALUE, channel.getLocalWindow().getPacketSize());
  }

  @Override
  public void setTrafficClass(int trafficClass) {
    // One SSH connection carries many channels.
  }

  @Override
  public void setReuseAddress(boolean on) {
    // There is no local port.
  }

  @Override
  public String toString() {
    return "Socket[tunnelled to " + target + "]";
  }

  private void refuseIfClosed() throws SocketException {
    if (closed) {
      throw new SocketException("Socket is closed");
    }
  }

  /** Reads with the socket's timeout. */
  private final class Input extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      refuseIfClosed();
      if (inputShut) {
        return -1;
      }
      int count = channel.incoming().read(bytes, from, length, timeout);
      traffic.fromServer.add(Math.max(0, count));
      return count;
    }

    @Override
    public int available() throws IOException {
      refuseIfClosed();
      return channel.incoming().available();
    }

    @Override
    public void close() throws IOException {
      ChannelSocket.this.close();
    }
  }

  /** Sends every write at once. */
  private final class Output extends OutputStream {
    private final OutputStream to;

    Output(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      refuseIfClosed();
      try {
        to.write(bytes, from, length);
        to.flush();
        traffic.toServer.add(length);
      } catch (SshChannelClosedException e) {
        SocketException lost = new SocketException("the tunnel was lost");
        lost.initCause(e);
        throw lost;
      }
    }

    @Override
    public void close() throws IOException {
      ChannelSocket.this.close();
    }
  }
}
