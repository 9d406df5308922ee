package dev.culvert.api;

import java.util.Objects;

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

  /** Shows a value now. */
  public static void display(Object value) {
    notebook().display(value);
  }

  /**
   * Shows content of a MIME type now, as {@code display("<b>x</b>", "text/html")}; the other order
   * is understood too.
   */
  public static void display(String content, String mimeType) {
    boolean swapped = isMimeType(content) && !isMimeType(mimeType);
    display(
        swapped ? MimeBundle.of(content, mimeType) : MimeBundle.of(longName(mimeType), content));
  }

  /** Asks for a line of input. */
  public static String input(String prompt) {
    return notebook().input(prompt);
  }

  /** Asks for a secret, unseen. */
  public static char[] password(String prompt) {
    return notebook().password(prompt);
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
