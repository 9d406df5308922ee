package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.LocalWindow;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * A channel to a target behind the server, whose data waits in an {@link Incoming} queue.
 *
 * <p>The library's own stream learns of the target's end of data only when the whole channel
 * closes, so a half-closed connection would hang; and it moves its whole buffer for each packet
 * read from it. Here the end is seen at once, and the window is opened again as data is taken.
 */
final class ForwardChannel extends ChannelDirectTcpip {

  private static final String TO_UNIX_SOCKET = "direct-streamlocal@openssh.com";

  private final String unixSocket; // null: none

  private final Incoming incoming = new Incoming(count -> getLocalWindow().release(count));

  private ForwardChannel(SshdSocketAddress origin, SshdSocketAddress target) {
    super(origin, target);
    this.unixSocket = target.getHostName().startsWith("/") ? target.getHostName() : null;
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
    return unixSocket == null ? super.getChannelType() : TO_UNIX_SOCKET;
  }

  /** The library knows no Unix sockets; OpenSSH's extension has another opening message. */
  @Override
  public synchronized OpenFuture open() throws IOException {
    if (unixSocket == null) {
      return super.open();
    } else if (closeFuture.isClosed()) {
      throw new SshException("the session was closed");
    }
    openFuture = new DefaultOpenFuture(unixSocket, futureLock);
    LocalWindow window = getLocalWindow();
    Buffer message = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
    message.putString(TO_UNIX_SOCKET);
    message.putUInt(getChannelId());
    message.putUInt(window.getSize());
    message.putUInt(window.getPacketSize());
    message.putString(unixSocket);
    message.putString(""); // reserved
    message.putUInt(0); // reserved
    writePacket(message);
    return openFuture;
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
