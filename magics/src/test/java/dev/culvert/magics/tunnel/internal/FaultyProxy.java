package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A way to a server of this machine that breaks when told to. */
public final class FaultyProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final int piece;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean corrupting = new AtomicBoolean();
  private boolean swallowing; // guarded by this

  /**
   * Starts it.
   *
   * @param piece the most bytes that are passed on at once, either way
   */
  public FaultyProxy(int target, int piece) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    this.target = target;
    this.piece = piece;
    daemon(this::accept);
  }

  /** Where it listens, on the loopback. */
  public int port() {
    return server.getLocalPort();
  }

  /** Flips one bit of the next bytes that the server sends. */
  void corrupt() {
    corrupting.set(true);
  }

  /** Ends all connections as a router does that was switched off and on: with a reset. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      reset(socket);
    }
    sockets.clear();
  }

  /** Passes nothing on any more; connections stay as they are. */
  public synchronized void swallow() {
    swallowing = true;
  }

  /** Passes all on that waited, and what comes. */
  public synchronized void passOn() {
    swallowing = false;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    passOn();
  }

  private static void reset(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      return; // its thread closed it meanwhile
    }
    socket.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket behind = new Socket(InetAddress.getByName("127.0.0.1"), target);
        client.setTcpNoDelay(true);
        behind.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(behind);
        daemon(() -> carry(client, behind, false));
        daemon(() -> carry(behind, client, true));
      } catch (IOException e) {
        return; // closed, or the server is gone
      }
    }
  }

  private void carry(Socket from, Socket to, boolean mayCorrupt) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[piece];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        awaitPassing();
        if (mayCorrupt && corrupting.compareAndSet(true, false)) {
          bytes[count / 2] ^= 1;
        }
        out.write(bytes, 0, count);
      }
    } catch (IOException e) {
      return; // cut, by either side
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitPassing() throws InterruptedException {
    while (swallowing) {
      wait();
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
