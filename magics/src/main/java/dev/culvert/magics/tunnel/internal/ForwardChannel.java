package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * A channel to a target behind the server, whose data waits in an {@link Incoming} queue.
 *
 * <p>The library's own stream learns of the target's end of data only when the whole channel
 * closes, so a half-closed connection would hang; and it moves its whole buffer for each packet
 * read from it. Here the end is seen at once, and the window is opened again as data is taken.
 */
final class ForwardChannel extends ChannelDirectTcpip {

  private final Incoming incoming = new Incoming(count -> getLocalWindow().release(count));

  private ForwardChannel(SshdSocketAddress origin, SshdSocketAddress target) {
    super(origin, target);
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

  /** What the target sends. */
  Incoming incoming() {
    return incoming;
  }

  /** Where to write what goes to the target; closing it says that no more will come. */
  OutputStream outgoing() {
    return getInvertedIn();
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) {
    incoming.receive(data, offset, (int) length);
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    incoming.end();
  }
}
