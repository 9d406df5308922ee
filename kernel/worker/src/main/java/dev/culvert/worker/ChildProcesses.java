package dev.culvert.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The processes that this one started, directly or not, told apart by when.
 *
 * <p>On Linux the time is read from {@code /proc}, in the clock ticks of the system: the instants
 * that the JDK gives there are wrong by up to a second, since it adds ticks to a boot time in whole
 * seconds.
 */
final class ChildProcesses {

  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux
  private static final int START_TIME = 19; // field of /proc/PID/stat, counted behind the name

  private ChildProcesses() {}

  /**
   * Parents stand before their children: a shell that outlives its command has words to say.
   *
   * @param moment of {@link System#nanoTime}
   */
  static List<ProcessHandle> startedSince(long moment) {
    double seconds = (System.nanoTime() - moment) / 1e9;
    List<ProcessHandle> all = all();
    all.removeIf(isYoungerThan(seconds).negate());
    return all;
  }

  /** Parents stand before their children. */
  static List<ProcessHandle> all() {
    List<ProcessHandle> all = new ArrayList<>();
    addDescendants(ProcessHandle.current(), all);
    return all;
  }

  private static void addDescendants(ProcessHandle parent, List<ProcessHandle> all) {
    for (ProcessHandle child : parent.children().toList()) {
      all.add(child);
      addDescendants(child, all);
    }
  }

  private static Predicate<ProcessHandle> isYoungerThan(double seconds) {
    try {
      String uptime = Files.readString(UPTIME);
      double now = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      long tick = (long) Math.floor((now - seconds) * TICKS_A_SECOND);
      return child -> startTick(child.pid()) >= tick;
    } catch (IOException e) { // no Linux
      long begun = System.currentTimeMillis() - (long) (seconds * 1_000);
      return child ->
          child.info().startInstant().map(start -> start.toEpochMilli() >= begun).orElse(false);
    }
  }

  /** -1 for a process that has ended since it was listed. */
  private static long startTick(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String behindName = stat.substring(stat.lastIndexOf(')') + 2);
      return Long.parseLong(behindName.split(" ")[START_TIME]);
    } catch (IOException e) {
      return -1;
    }
  }
}
