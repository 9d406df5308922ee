package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The TCP ports this process listens on, as the kernel tells. */
final class ListeningPorts {

  private static final String LISTENS = "0A";
  private static final String LOOPBACK_4 = "0100007F";
  private static final String LOOPBACK_4_IN_6 = "0000000000000000FFFF00000100007F";
  private static final String LOOPBACK_6 = "00000000000000000000000001000000";

  private ListeningPorts() {}

  static List<Integer> ofThisProcess() throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (String address : addresses()) {
      ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
    }
    return ports;
  }

  /** Those of them that other machines could reach. */
  static List<String> notOnLoopback() throws IOException {
    return addresses().stream()
        .filter(
            address ->
                !Set.of(LOOPBACK_4, LOOPBACK_4_IN_6, LOOPBACK_6).contains(address.split(":")[0]))
        .toList();
  }

  private static List<String> addresses() throws IOException {
    Set<String> own = sockets();
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTENS) && own.contains("socket:[" + fields[9] + "]")) {
          addresses.add(fields[1]);
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets() throws IOException {
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        try {
          sockets.add(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
          sockets.remove(descriptor.toString()); // the folder's own descriptor, closed by now
        }
      }
    }
    return sockets;
  }
}
