package dev.culvert.api;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * The door from a cell to its notebook. Its methods are imported into every notebook, so a cell
 * says {@code display(x)}.
 *
 * <p>The one static field is bound when the worker starts and never changes afterwards: a worker
 * serves one notebook.
 */
public final class Culvert {

  private static volatile Notebook notebook;

  private Culvert() {}

  /** Binds the notebook of this process; the worker calls it once, at start. */
  public static void bind(Notebook running) {
    notebook = Objects.requireNonNull(running);
  }

  /** The notebook this code runs in. */
  public static Notebook notebook() {
    Notebook bound = notebook;
    if (bound == null) {
      throw new IllegalStateException("no notebook: this code does not run in a Culvert kernel");
    }
    return bound;
  }

  /**
   * The cell that the calling thread works for; empty before the first one, and where no Culvert
   * kernel runs.
   */
  public static Optional<Cell> cell() {
    Notebook bound = notebook;
    return bound == null ? Optional.empty() : Optional.ofNullable(bound.cell());
  }

  /**
   * Shows a value now.
   *
   * @return the id by which {@link #updateDisplay} changes it
   */
  public static String display(Object value) {
    String id = newId();
    notebook().display(value, id);
    return id;
  }

  /** Changes what {@link #display} showed under this id, wherever it stands. */
  public static void updateDisplay(String id, Object value) {
    notebook().update(value, id);
  }

  /** Removes what this cell has put out so far. */
  public static void clearOutput() {
    clearOutput(false);
  }

  /**
   * Removes what this cell has put out so far.
   *
   * @param wait whether to remove it only when something new comes, so that nothing flickers
   */
  public static void clearOutput(boolean wait) {
    notebook().clearOutput(wait);
  }

  /**
   * Shows content of a MIME type now, as {@code display("<b>x</b>", "text/html")}; the other order
   * is understood too.
   */
  public static String display(String content, String mimeType) {
    boolean swapped = isMimeType(content) && !isMimeType(mimeType);
    return display(
        swapped ? MimeBundle.of(content, mimeType) : MimeBundle.of(longName(mimeType), content));
  }

  /**
   * Has values of a type shown by a function from now on, as {@code addRenderer(Point.class, p ->
   * MimeBundle.text(p.x() + "|" + p.y()))}.
   *
   * @see Notebook#addRenderer
   */
  public static <T> void addRenderer(Class<T> type, Function<? super T, MimeBundle> show) {
    notebook().addRenderer(type, show);
  }

  /** Asks for a line of input. */
  public static String input(String prompt) {
    return notebook().input(prompt);
  }

  /** Asks for a secret, unseen. */
  public static char[] password(String prompt) {
    return notebook().password(prompt);
  }

  /** Unique, not secret: a display must not pay for a random generator's seed. */
  private static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private static boolean isMimeType(String text) {
    return text.matches("[a-z]+/[A-Za-z0-9.+-]+");
  }

  private static String longName(String mimeType) {
    return switch (mimeType) {
      case "html" -> "text/html";
      case "md", "markdown" -> "text/markdown";
      case "svg" -> "image/svg+xml";
      case "latex" -> "text/latex";
      case "text" -> "text/plain";
      default -> mimeType;
    };
  }
}
