package dev.culvert.magics.threads.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.magics.internal.Folders;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All threads of this JVM at one moment.
 *
 * <p>Platform threads are told by {@link java.lang.management.ThreadMXBean}. Virtual threads are
 * known to {@code HotSpotDiagnosticMXBean.dumpThreads} alone, from JDK 21 on, which writes a file;
 * their monitors are in it from JDK 25 on. Hazard: the two are taken one after the other.
 */
final class Snapshot {

  private static final String DIAGNOSTIC = "com.sun.management.HotSpotDiagnosticMXBean";
  private static final Pattern FRAME =
      Pattern.compile("(?:.*/)?([^/(]+)\\.([^.(]+)\\((.*?)(?::(\\d+))?\\)");

  private Snapshot() {}

  static List<Seen> take() {
    List<Seen> all = new ArrayList<>();
    Set<Long> platform = new HashSet<>();
    for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      all.add(seen(info));
      platform.add(info.getThreadId());
    }
    for (Map<?, ?> thread : fromFile()) {
      long id = Long.parseLong(String.valueOf(thread.get("tid")));
      if (!platform.contains(id)) {
        all.add(seen(id, thread));
      }
    }
    return all;
  }

  private static Seen seen(ThreadInfo info) {
    List<String> holds =
        Stream.concat(Stream.of(info.getLockedMonitors()), Stream.of(info.getLockedSynchronizers()))
            .map(LockInfo::toString)
            .toList();
    return new Seen(
        info.getThreadId(),
        info.getThreadName(),
        false,
        info.getThreadState().toString(),
        info.getLockName(),
        holds,
        List.of(info.getStackTrace()));
  }

  // ---- virtual threads ------------------------------------------------------------------------

  private static List<Map<?, ?>> fromFile() {
    if (Runtime.version().feature() < 21) {
      return List.of();
    }
    List<Map<?, ?>> threads = new ArrayList<>();
    Path folder = null;
    try {
      folder = Files.createTempDirectory("culvert-threads-");
      Path file = folder.resolve("threads.json");
      dump(file);
      collect(JSON.std.mapFrom(Files.readString(file)), threads);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("the JVM cannot write down its virtual threads: " + e, e);
    } finally {
      if (folder != null) {
        Folders.delete(folder);
      }
    }
    return threads;
  }

  private static void dump(Path file) throws ReflectiveOperationException {
    Class<? extends PlatformManagedObject> type =
        Class.forName(DIAGNOSTIC).asSubclass(PlatformManagedObject.class);
    Class<?> format = Class.forName(DIAGNOSTIC + "$ThreadDumpFormat");
    Object json = format.getMethod("valueOf", String.class).invoke(null, "JSON");
    type.getMethod("dumpThreads", String.class, format)
        .invoke(ManagementFactory.getPlatformMXBean(type), file.toString(), json);
  }

  /** Containers of threads nest in other ways in each JDK: whatever has an id is a thread. */
  private static void collect(Object value, List<Map<?, ?>> threads) {
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey("tid")) {
        threads.add(map);
      } else {
        map.values().forEach(each -> collect(each, threads));
      }
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, threads));
    }
  }

  private static Seen seen(long id, Map<?, ?> thread) {
    Object waitsFor = thread.get("blockedOn");
    if (waitsFor == null && thread.get("parkBlocker") instanceof Map<?, ?> blocker) {
      waitsFor = blocker.get("object");
    }
    List<String> holds = new ArrayList<>();
    if (thread.get("monitorsOwned") instanceof List<?> monitors) {
      for (Object each : monitors) {
        ((List<?>) ((Map<?, ?>) each).get("locks")).forEach(lock -> holds.add("" + lock));
      }
    }
    List<StackTraceElement> stack =
        ((List<?>) thread.get("stack"))
            .stream().map(frame -> frame("" + frame)).collect(Collectors.toList());
    return new Seen(
        id,
        String.valueOf(thread.get("name")),
        true,
        thread.get("state") == null ? "" : "" + thread.get("state"),
        waitsFor == null ? null : waitsFor.toString(),
        holds,
        stack);
  }

  private static StackTraceElement frame(String text) {
    Matcher frame = FRAME.matcher(text);
    if (!frame.matches()) {
      return new StackTraceElement("", text, null, -1);
    }
    int line = frame.group(4) == null ? -1 : Integer.parseInt(frame.group(4));
    return new StackTraceElement(frame.group(1), frame.group(2), frame.group(3), line);
  }
}
