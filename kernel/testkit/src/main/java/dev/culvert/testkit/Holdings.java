package dev.culvert.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this process holds at one moment: threads, open file descriptors, child processes.
 *
 * <p>Left out is what the JDK, JNA and the test runner open once and keep: their threads, jars and
 * libraries of loaded classes, sources of randomness.
 */
record Holdings(Set<Thread> threads, Map<String, String> files, Set<ProcessHandle> children) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final List<String> THREADS_OF_THE_JDK =
      List.of(
          "process reaper",
          "Common-Cleaner",
          "Cleaner-",
          "JNA Cleaner",
          "ForkJoinPool.commonPool-",
          "CompletableFutureDelayScheduler",
          "Attach Listener",
          "Signal Dispatcher",
          "SIGINT handler",
          "surefire-",
          "junit-",
          "Keep-Alive-Timer");

  static {
    openWhatTheJdkKeeps();
  }

  /** The first socket that is closed makes the JDK open one of its own, for good. */
  private static void openWhatTheJdkKeeps() {
    try (ServerSocket socket = new ServerSocket(0);
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a socket", e);
    }
  }

  static Holdings now() {
    return new Holdings(liveThreads(), openFiles(), liveChildren());
  }

  private static Set<Thread> liveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .filter(thread -> THREADS_OF_THE_JDK.stream().noneMatch(thread.getName()::startsWith))
        .collect(Collectors.toSet());
  }

  private static Set<ProcessHandle> liveChildren() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .collect(Collectors.toSet());
  }

  /** Descriptor to what it is; empty where the system has no {@code /proc}. */
  private static Map<String, String> openFiles() {
    Map<String, String> files = new LinkedHashMap<>();
    if (!Files.isDirectory(DESCRIPTORS)) {
      return files;
    }
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        String target = target(descriptor);
        if (!isOfTheJdk(target)) {
          files.put(descriptor.getFileName().toString(), target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the open files of this process", e);
    }
    return files;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed between listing and reading, as the listing's own descriptor is
    }
  }

  private static boolean isOfTheJdk(String target) {
    return target.isEmpty()
        || target.endsWith(".jar")
        || target.endsWith(".so")
        || target.matches(".*/ffi\\w+ \\(deleted\\)") // where JNA's libffi keeps code
        || target.endsWith("/modules")
        || target.startsWith("/dev/")
        || target.startsWith("/proc/")
        || target.startsWith("/sys/");
  }

  /** What is held now and was not then, each in words. */
  List<String> beyond(Holdings base) {
    List<String> more = new ArrayList<>();
    Set<Thread> newThreads = new HashSet<>(threads);
    newThreads.removeAll(base.threads);
    for (Thread thread : newThreads) {
      more.add("thread '" + thread.getName() + "' " + thread.getState() + where(thread));
    }
    files.forEach(
        (descriptor, target) -> {
          if (!target.equals(base.files.get(descriptor))) {
            more.add("file descriptor " + descriptor + " -> " + target);
          }
        });
    Set<ProcessHandle> newChildren = new HashSet<>(children);
    newChildren.removeAll(base.children);
    for (ProcessHandle child : newChildren) {
      more.add(
          "process "
              + child.pid()
              + " "
              + child.info().commandLine().or(() -> child.info().command()).orElse(""));
    }
    return more;
  }

  private static String where(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? "" : " at " + stack[0];
  }
}
