package dev.culvert.api;

import java.util.List;
import java.util.Objects;

/**
 * What code put out while {@code %capture} held it back. Immutable.
 *
 * <p>Nothing is kept of the order between stdout, stderr and displays.
 */
public final class Captured {

  private final String stdout;
  private final String stderr;
  private final List<MimeBundle> displays;

  public Captured(String stdout, String stderr, List<MimeBundle> displays) {
    this.stdout = Objects.requireNonNull(stdout);
    this.stderr = Objects.requireNonNull(stderr);
    this.displays = List.copyOf(displays);
  }

  /** What went to stdout; bytes that are no UTF-8 are U+FFFD. */
  public String stdout() {
    return stdout;
  }

  /** What went to stderr; likewise. */
  public String stderr() {
    return stderr;
  }

  /** What was displayed, in its order; one that was updated stands here as it was last. */
  public List<MimeBundle> displays() {
    return displays;
  }

  /** Puts all of it out in the calling cell: stdout, stderr, then the displays. */
  public void show() {
    System.out.print(stdout);
    System.err.print(stderr);
    displays.forEach(Culvert.notebook()::display);
  }

  /** What went to stdout. */
  @Override
  public String toString() {
    return stdout;
  }
}
