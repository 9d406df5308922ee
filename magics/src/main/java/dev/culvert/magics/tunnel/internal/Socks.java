package dev.culvert.magics.tunnel.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The server's side of SOCKS 4, 4a and 5, as far as {@code ssh -D} has it: connections, without a
 * login. Names go to the SSH server as they are and are resolved there.
 *
 * <p>Runs on the connection's own thread. Nothing is read beyond the request: what follows belongs
 * to the target.
 */
final class Socks {

  private static final int CONNECT = 1;
  private static final int NO_LOGIN = 0;
  private static final int LONGEST_TEXT = 255;

  private final SocketChannel client;
  private final ChannelOpener opener;

  private Socks(SocketChannel client, ChannelOpener opener) {
    this.client = client;
    this.opener = opener;
  }

  /**
   * Reads where the client wants to go, and opens the channel.
   *
   * @throws TunnelError when the SSH server cannot go there; the client was told
   * @throws IOException when the client speaks no SOCKS
   */
  static ForwardChannel open(SocketChannel client, ChannelOpener opener) throws IOException {
    Socks socks = new Socks(client, opener);
    int version = socks.read(1).get() & 0xFF;
    return switch (version) {
      case 4 -> socks.version4();
      case 5 -> socks.version5();
      default -> throw new ProtocolException("a client of the SOCKS port speaks no SOCKS");
    };
  }

  private ForwardChannel version4() throws IOException {
    ByteBuffer request = read(7);
    int command = request.get();
    int port = request.getShort() & 0xFFFF;
    byte[] address = new byte[4];
    request.get(address);
    text(); // who asks; ssh does not look at it either
    boolean named = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
    String host = named ? text() : InetAddress.getByAddress(address).getHostAddress();
    if (command != CONNECT) {
      write(answer4(91));
      throw new ProtocolException("SOCKS command " + command + " is not offered");
    }
    try {
      ForwardChannel channel = opener.open(new HostPort(host, port), origin());
      write(answer4(90));
      return channel;
    } catch (TunnelError e) {
      write(answer4(91));
      throw e;
    }
  }

  private ForwardChannel version5() throws IOException {
    ByteBuffer methods = read(read(1).get() & 0xFF);
    boolean withoutLogin = false;
    while (methods.hasRemaining()) {
      withoutLogin |= methods.get() == NO_LOGIN;
    }
    write(new byte[] {5, (byte) (withoutLogin ? NO_LOGIN : 0xFF)});
    if (!withoutLogin) {
      throw new ProtocolException("a SOCKS client wants to log in, which is not offered");
    }
    ByteBuffer request = read(4);
    int command = request.get(1);
    int kind = request.get(3);
    String host =
        switch (kind) {
          case 1 -> address(4);
          case 3 -> new String(bytes(read(1).get() & 0xFF), StandardCharsets.UTF_8);
          case 4 -> address(16);
          default -> null;
        };
    if (host == null || command != CONNECT) {
      write(answer5(host == null ? 8 : 7));
      throw new ProtocolException("SOCKS command " + command + " is not offered");
    }
    int port = read(2).getShort() & 0xFFFF;
    try {
      ForwardChannel channel = opener.open(new HostPort(host, port), origin());
      write(answer5(0));
      return channel;
    } catch (TunnelError e) {
      write(answer5(reason(e)));
      throw e;
    }
  }

  private HostPort origin() {
    return ForwardedConnection.originOf(client);
  }

  private static int reason(TunnelError e) {
    return switch (e.code()) {
      case TARGET_PROHIBITED -> 2;
      case TARGET_UNREACHABLE, TARGET_TIMEOUT -> 4;
      case TARGET_REFUSED -> 5;
      default -> 1;
    };
  }

  private static byte[] answer4(int code) {
    return new byte[] {0, (byte) code, 0, 0, 0, 0, 0, 0};
  }

  private static byte[] answer5(int code) {
    return new byte[] {5, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0};
  }

  private String address(int length) throws IOException {
    InetAddress address = InetAddress.getByAddress(bytes(length));
    String text = address.getHostAddress();
    return address instanceof Inet4Address ? text : text.replaceFirst("%.*", "");
  }

  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int b = read(1).get(); b != 0; b = read(1).get()) {
      if (text.length() == LONGEST_TEXT) {
        throw new ProtocolException("a SOCKS request without end");
      }
      text.append((char) (b & 0xFF));
    }
    return text.toString();
  }

  private byte[] bytes(int count) throws IOException {
    return read(count).array();
  }

  private ByteBuffer read(int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (client.read(buffer) < 0) {
        throw new EOFException("the client went away");
      }
    }
    return buffer.flip();
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      client.write(buffer);
    }
  }
}
