package dev.culvert.magics.tunnel.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoHandler;

/** How the bytes of a session travel to its server. */
interface Route {

  /** Starts to connect; the handler is the SSH session's. */
  IoConnectFuture connect(RoutedConnector connector, IoHandler handler);

  /**
   * A connection of our own.
   *
   * @param from the address of this machine; null for any
   */
  static Route to(InetSocketAddress address, InetAddress from) {
    return (connector, handler) -> TcpSession.connect(address, from, connector, handler);
  }

  /** Streams that somebody else connected already. */
  static Route over(StreamSession.Pipe pipe) {
    return (connector, handler) -> {
      DefaultIoConnectFuture future = new DefaultIoConnectFuture(pipe, null);
      StreamSession.start(pipe, connector, handler, future);
      return future;
    };
  }
}
