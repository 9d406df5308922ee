package dev.culvert.magics.tunnel.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A connection to an ssh-agent by its Unix socket. One request at a time; closing it from another
 * thread ends a request that waits.
 */
final class AgentClient extends AbstractAgentProxy {

  private static final int LONGEST_ANSWER = 256 << 10;

  private final SocketChannel channel;

  private AgentClient(SocketChannel channel) {
    super(null);
    this.channel = channel;
  }

  static AgentClient connect(Path socket) throws IOException {
    try {
      return new AgentClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw new IOException(e.getMessage(), e); // too long a path, or no such sockets here
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    super.close();
  }

  @Override
  protected synchronized Buffer request(Buffer buffer) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
    while (out.hasRemaining()) {
      channel.write(out);
    }
    int length = read(4).getInt();
    if (length <= 0 || length > LONGEST_ANSWER) {
      throw new IOException("the agent answered with " + length + " bytes");
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) {
      if (channel.read(in) < 0) {
        throw new EOFException("the agent closed the connection");
      }
    }
    return in.flip();
  }
}
