package dev.culvert.front;

import dev.culvert.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of other processes. */
final class ProcessTimes {

  private static final int USER_TIME = 11; // field of /proc/PID/stat, counted behind the name

  private ProcessTimes() {}

  /** What a process has computed so far, in hundredths of a second. */
  static long cpuTicks(long pid) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    Needs.that(Files.exists(stat), "needs /proc");
    String text = Files.readString(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
  }
}
