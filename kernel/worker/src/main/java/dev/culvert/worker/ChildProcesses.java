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

  private static final int CLOCK_TRIES = 10;
  private static final long CLOCK_NANOS = 5_000_000;

  private ChildProcesses() {}

  /**
   * Parents stand before their children: a shell that outlives its command has words to say.
   *
   * @param moment of {@link System#nanoTime}
   */
  static List<ProcessHandle> startedSince(long moment) {
    Predicate<ProcessHandle> isOlder = isYoungerThan(moment).negate();
    List<ProcessHandle> all = all();
    all.removeIf(isOlder);
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

  private static Predicate<ProcessHandle> isYoungerThan(long moment) {
    try {
      long tick = (long) Math.floor(uptimeAt(moment) * TICKS_A_SECOND);
      return child -> startTick(child.pid()) >= tick;
    } catch (IOException e) { // no Linux
      long begun = System.currentTimeMillis() - (System.nanoTime() - moment) / 1_000_000;
      return child ->
          child.info().startInstant().map(start -> start.toEpochMilli() >= begun).orElse(false);
    }
  }

  /**
   * The system's uptime at a moment of ours, in seconds, from a look at both clocks. A thread that
   * has to wait between the two looks takes them again, and what error is left makes the moment
   * earlier: a child that is missed would run on.
   */
  private static double uptimeAt(long moment) throws IOException {
    double uptime = Double.NaN;
    long after = 0;
    for (int tries = 0; tries < CLOCK_TRIES; tries++) {
      long before = System.nanoTime();
      String text = Files.readString(UPTIME);
      after = System.nanoTime();
      uptime = Double.parseDouble(text.substring(0, text.indexOf(' ')));
      if (after - before < CLOCK_NANOS) {
        break;
      }
    }
    return uptime - (after - moment) / 1e9;
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
