package dev.culvert.front.output;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How much of a cell's output front ends get, how quickly, and where the rest goes.
 *
 * @param limit bytes of one cell that are shown; {@link Size#NONE} for all
 * @param paced whether output keeps below what a Jupyter server lets through
 * @param folder where the whole output of a cell goes that exceeds the limit
 * @param kept how long such a file is kept after the last write to it
 * @param fileLimit bytes of one such file
 */
public record OutputOptions(long limit, boolean paced, Path folder, Duration kept, long fileLimit) {

  /** Fits into what a Jupyter server lets through at once, so that nothing has to wait. */
  public static final long LIMIT = 2_000_000;

  private static final long FILE_LIMIT = 4_000_000_000L;
  private static final int DAYS = 7;
  private static final Set<String> UNPACED = Set.of("off", "none");

  /**
   * As the environment says: {@code CULVERT_OUTPUT_LIMIT} (2MB), {@code CULVERT_OUTPUT_PACE} (on),
   * {@code CULVERT_OUTPUT_FOLDER}, {@code CULVERT_OUTPUT_DAYS} (7), {@code
   * CULVERT_OUTPUT_FILE_LIMIT} (4GB). A kernel starts whatever they say: one that makes no sense is
   * reported in the kernel's log, and its default holds.
   */
  public static OutputOptions of(Map<String, String> environment) {
    String folder = environment.getOrDefault("CULVERT_OUTPUT_FOLDER", "");
    return new OutputOptions(
        size(environment, "CULVERT_OUTPUT_LIMIT", LIMIT),
        !UNPACED.contains(environment.getOrDefault("CULVERT_OUTPUT_PACE", "on")),
        folder.isEmpty() ? standardFolder(environment) : Path.of(folder),
        Duration.ofDays(days(environment)),
        size(environment, "CULVERT_OUTPUT_FILE_LIMIT", FILE_LIMIT));
  }

  private static long size(Map<String, String> environment, String name, long standard) {
    String text = environment.get(name);
    try {
      return text == null || text.isEmpty() ? standard : Size.parse(text);
    } catch (IllegalArgumentException e) {
      return refused(name, text, e.getMessage(), standard);
    }
  }

  private static long days(Map<String, String> environment) {
    String text = environment.getOrDefault("CULVERT_OUTPUT_DAYS", "");
    if (text.isEmpty()) {
      return DAYS;
    }
    return text.matches("\\d{1,5}")
        ? Long.parseLong(text)
        : refused("CULVERT_OUTPUT_DAYS", text, "give a number of days, as 7", DAYS);
  }

  private static long refused(String name, String text, String why, long standard) {
    System.getLogger(OutputOptions.class.getName())
        .log(
            System.Logger.Level.WARNING,
            name + "=" + text + ": " + why + ". The default holds: " + standard);
    return standard;
  }

  private static Path standardFolder(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("culvert").resolve("output");
  }
}
