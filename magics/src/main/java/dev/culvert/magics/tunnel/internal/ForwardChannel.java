package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * A channel to a target behind the server, whose data waits in an {@link Incoming} queue.
 *
 * <p>The library's own stream learns of the target's end of data only when the whole channel
 * closes, so a half-closed connection would hang; and it moves its whole buffer for each packet
 * read from it. Here the end is seen at once, and the window is opened again as data is taken.
 *
 * <p>A server keeps what it has read and could not send yet, as much as the window, and OpenSSH's
 * copies all of that for each 32 KiB more. So the window is small at first, and as large as the
 * session has it on a long way. Invariant: the server was never allowed more than the library's own
 * count of the window, which checks it.
 */
final class ForwardChannel extends ChannelDirectTcpip {

  private static final String TO_UNIX_SOCKET = "direct-streamlocal@openssh.com";

  private static final long NEAR_WINDOW = 1 << 20; // 200 MiB/s at a round trip of 5 ms

  private final boolean toUnixSocket;
  private volatile long openedAt;

  private final Incoming incoming = new Incoming(count -> getLocalWindow().release(count));

  private ForwardChannel(SshdSocketAddress origin, SshdSocketAddress target) {
    super(origin, target);
    this.toUnixSocket = target.getHostName().startsWith("/");
    // Closing the channel closes this stream, whatever the reason.
    setOut(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("data arrives through doWriteData");
          }

          @Override
          public void close() {
            incoming.cutOff();
          }
        });
  }

  /** Makes a channel of the session; it is not open yet. */
  static ForwardChannel of(
      ClientSession session, SshdSocketAddress origin, SshdSocketAddress target)
      throws IOException {
    ForwardChannel channel = new ForwardChannel(origin, target);
    session.getService(ConnectionService.class).registerChannel(channel);
    return channel;
  }

  @Override
  public String getChannelType() {
    return toUnixSocket ? TO_UNIX_SOCKET : super.getChannelType();
  }

  /** The library's message has no smaller window, and it knows no Unix sockets. */
  @Override
  public synchronized OpenFuture open() throws IOException {
    if (closeFuture.isClosed()) {
      throw new SshException("the session was closed");
    }
    SshdSocketAddress target = getRemoteSocketAddress();
    SshdSocketAddress origin = getLocalSocketAddress();
    openFuture = new DefaultOpenFuture(target, futureLock);
    Buffer message = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
    message.putString(getChannelType());
    message.putUInt(getChannelId());
    message.putUInt(NEAR_WINDOW);
    message.putUInt(getLocalWindow().getPacketSize());
    message.putString(target.getHostName());
    if (toUnixSocket) {
      message.putString(""); // reserved
      message.putUInt(0); // reserved
    } else {
      message.putUInt(target.getPort());
      message.putString(origin.getHostName());
      message.putUInt(origin.getPort());
    }
    openedAt = System.nanoTime();
    writePacket(message);
    return openFuture;
  }

  @Override
  protected void doOpen() throws IOException {
    super.doOpen();
    TunnelSession session = (TunnelSession) getSession();
    if (session.isLongWay(System.nanoTime() - openedAt)) {
      Buffer message = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST);
      message.putUInt(getRecipient());
      message.putUInt(getLocalWindow().getMaxSize() - NEAR_WINDOW);
      writePacket(message);
    }
  }

  /** What the target sends. */
  Incoming incoming() {
    return incoming;
  }

  /** Where to write what goes to the target; closing it says that no more will come. */
  OutputStream outgoing() {
    return getInvertedIn();
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) throws IOException {
    ((TunnelSession) getSession()).deliver(incoming, data, offset, (int) length);
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    incoming.end();
  }
}
