package dev.culvert.magics.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines that were logged, from any thread. Holds {@value #MOST} lines at most. */
public final class LogTail {

  /** How many lines are kept. */
  public static final int MOST = 10_000;

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Deque<String> lines = new ArrayDeque<>(); // guarded by this

  /** Adds a line, or a line and the stack trace below it. */
  public synchronized void add(String line) {
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.addLast(line.stripTrailing());
  }

  /** The last lines, oldest first, as they were shown. */
  public synchronized List<String> last(int most) {
    return lines.stream().skip(Math.max(0, lines.size() - (long) most)).toList();
  }

  /** Writes all lines into a file, without colours; replaces a file that is there. */
  public void save(Path file) throws IOException {
    List<String> plain =
        last(MOST).stream().map(line -> COLOUR.matcher(line).replaceAll("")).toList();
    Files.write(file, plain, StandardCharsets.UTF_8);
  }
}
