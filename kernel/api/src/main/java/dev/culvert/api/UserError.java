package dev.culvert.api;

/**
 * Something the user can mend: shown as one clear message, without a stack trace.
 *
 * <p>The message says what failed, why, and what to do. It must hold no secret: it is shown in the
 * notebook and written to its file.
 */
public class UserError extends RuntimeException {

  private final String name;

  /**
   * @param name what front ends show as the error's name, as {@code UsageError}
   */
  public UserError(String name, String message) {
    this(name, message, null);
  }

  /**
   * @param cause kept for those who debug; not shown
   */
  public UserError(String name, String message, Throwable cause) {
    super(message, cause);
    this.name = name;
  }

  /** A command that was called wrongly. */
  public static UserError usage(String message) {
    return new UserError("UsageError", message);
  }

  /** What front ends show as the error's name. */
  public String name() {
    return name;
  }
}
