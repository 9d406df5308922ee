package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which process listens on a local TCP port, as Linux tells it of the user's own processes. A help
 * for a message: whatever cannot be found out is left out.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
final class PortHolder {

  private static final String LISTENS = "0A";
  private static final int LOCAL = 1; // fields of a line
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortHolder() {}

  /** The holder in words, as {@code pid 812 (mariadbd)}; empty where it is not known. */
  static Optional<String> of(int port) {
    Set<String> sockets =
        Stream.of("tcp", "tcp6")
            .flatMap(table -> listening(table, port))
            .collect(Collectors.toSet());
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        if (holdsOneOf(process, sockets)) {
          return Optional.of(describe(process));
        }
      }
    } catch (IOException e) {
      return Optional.empty(); // another system
    }
    return Optional.empty();
  }

  private static Stream<String> listening(String table, int port) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of("/proc/self/net", table));
    } catch (IOException e) {
      return Stream.empty(); // another system, or no IPv6
    }
    String suffix = ":%04X".formatted(port);
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields[STATE].equals(LISTENS) && fields[LOCAL].endsWith(suffix))
        .map(fields -> "socket:[" + fields[INODE] + "]");
  }

  private static boolean holdsOneOf(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (sockets.contains(target(descriptor))) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false; // another user's, or gone
    }
    return false;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static String describe(Path process) {
    String pid = process.getFileName().toString();
    if (pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      return "this process itself";
    }
    try {
      return "pid %s (%s)"
          .formatted(pid, Printable.of(Files.readString(process.resolve("comm")).strip()));
    } catch (IOException e) {
      return "pid " + pid;
    }
  }
}
