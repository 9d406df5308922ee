package dev.culvert.magics.child;

import java.io.File;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a child process ended. {@link #toString()} says it in words.
 *
 * @param program what ran: a main class or a source file
 * @param pid its process id
 * @param code its exit code; 128 + n when signal n killed it
 * @param elapsed from its start to its end
 * @param timedOut whether it was killed because it ran longer than its timeout
 * @param reason why it failed, where that is known: what a task threw, a class that was not found
 * @param returned what the {@link Fork.Call} returned; null for everything else
 */
public record Exit(
    String program,
    long pid,
    int code,
    Duration elapsed,
    boolean timedOut,
    Optional<String> reason,
    Object returned) {

  private static final int SIGNAL_BASE = 128;
  private static final int LAST_SIGNAL = 64;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "HUP, its terminal closed",
          2, "INT, interrupted",
          3, "QUIT",
          4, "ILL, a crash in native code",
          6, "ABRT, the JVM gave up after a crash",
          9, "KILL, by someone or by the system for lack of memory",
          11, "SEGV, a crash in native code",
          13, "PIPE, nobody read its output",
          15, "TERM, asked to end");

  /** Whether it ended by itself with code 0. */
  public boolean succeeded() {
    return code == 0 && !timedOut;
  }

  /**
   * The signal that killed it. A program that itself exits with such a code looks the same: the
   * system does not tell them apart.
   */
  public OptionalInt signal() {
    boolean killed =
        File.separatorChar == '/' && code > SIGNAL_BASE && code <= SIGNAL_BASE + LAST_SIGNAL;
    return killed ? OptionalInt.of(code - SIGNAL_BASE) : OptionalInt.empty();
  }

  /**
   * What the {@link Fork.Call} returned: a copy, since it came from another JVM.
   *
   * @throws IllegalStateException if the child failed, with this exit in words
   */
  @SuppressWarnings("unchecked") // the caller names the type, as with a cast
  public <T> T value() {
    if (!succeeded()) {
      throw new IllegalStateException(toString());
    }
    return (T) returned;
  }

  @Override
  public String toString() {
    return program
        + " (pid "
        + pid
        + ") "
        + ending()
        + " after "
        + seconds()
        + reason.map(why -> ": " + why).orElse("");
  }

  private String ending() {
    if (timedOut) {
      return "ran too long and was killed";
    }
    if (signal().isPresent()) {
      int signal = signal().getAsInt();
      String name = SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "";
      return "ended with exit " + code + ", killed by signal " + signal + name + ",";
    }
    return "ended with exit " + code;
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%.2f s", elapsed.toMillis() / 1000.0);
  }
}
