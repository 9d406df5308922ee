package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * In place of the notebook where nobody is to be asked, as for Java code that opens a tunnel. What
 * is shown goes to stderr.
 */
final class Unattended implements Notebook {

  private final String why;

  /**
   * Made for one login.
   *
   * @param why nobody is asked, as a sentence without its full stop
   */
  Unattended(String why) {
    this.why = why;
  }

  @Override
  public Cell cell() {
    return new Cell() {
      @Override
      public int number() {
        return 0;
      }

      @Override
      public Registration onInterrupt(Runnable hook) {
        return () -> {}; // the calling thread's interrupt ends the wait
      }
    };
  }

  @Override
  public void display(Object value) {
    System.err.println(
        value instanceof MimeBundle bundle
            ? bundle.data().get("text/plain")
            : String.valueOf(value));
  }

  @Override
  public String input(String prompt) {
    throw new UserError("InputUnavailable", why);
  }

  @Override
  public char[] password(String prompt) {
    throw new UserError("InputUnavailable", why);
  }

  @Override
  public Optional<Variable> variable(String name) {
    return Optional.empty();
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    throw new IllegalStateException("opening a tunnel adds nothing to the class path");
  }
}
