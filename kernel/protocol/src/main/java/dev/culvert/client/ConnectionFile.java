package dev.culvert.client;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.protocol.ConnectionInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A fresh connection file, readable by its owner alone; gone after {@link #close}.
 *
 * <p>Race: the ports are free when they are chosen, and the kernel binds them later. They are held
 * together until all are known, so that one file never names a port twice.
 */
final class ConnectionFile implements AutoCloseable {

  private static final int PORTS = 5;
  private static final int KEY_BYTES = 32;

  private final Path path;
  private final ConnectionInfo info;

  private ConnectionFile(Path path, ConnectionInfo info) {
    this.path = path;
    this.info = info;
  }

  static ConnectionFile create() throws IOException {
    List<Integer> ports = freePorts();
    ConnectionInfo info =
        new ConnectionInfo(
            "tcp",
            "127.0.0.1",
            ports.get(0),
            ports.get(1),
            ports.get(2),
            ports.get(3),
            ports.get(4),
            "hmac-sha256",
            randomKey());
    Path path = Files.createTempFile("culvert-kernel-", ".json", ownerOnly());
    Files.writeString(path, JSON.std.asString(info.toMap()));
    return new ConnectionFile(path, info);
  }

  private static FileAttribute<?>[] ownerOnly() {
    // Where there are no POSIX permissions the user's temporary folder is the user's alone.
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String randomKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  private static List<Integer> freePorts() throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < PORTS; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  Path path() {
    return path;
  }

  ConnectionInfo info() {
    return info;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
