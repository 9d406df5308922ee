package dev.culvert.app;

import dev.culvert.api.Cell;
import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Renderer;
import dev.culvert.api.UserError;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A terminal in the place of a notebook, for magics that are called from a shell.
 *
 * <p>Ctrl-C is the interrupt: hooks that are still registered when the JVM is told to end run then,
 * newest first, on the JVM's shutdown thread.
 */
final class TerminalNotebook implements Notebook, AutoCloseable {

  private final PrintWriter out;
  private final Console console; // null when stdin or stdout is no terminal
  private final ConcurrentLinkedDeque<Runnable> hooks = new ConcurrentLinkedDeque<>();
  private final Thread onEnd = new Thread(this::interrupted, "culvert-interrupt");

  TerminalNotebook(PrintWriter out, Console console) {
    this.out = out;
    this.console = console;
  }

  /** The terminal of this process; Ctrl-C runs the hooks until it is closed. */
  static TerminalNotebook open(PrintWriter out) {
    TerminalNotebook terminal = new TerminalNotebook(out, System.console());
    Runtime.getRuntime().addShutdownHook(terminal.onEnd);
    return terminal;
  }

  /** How many hooks wait for an interrupt. */
  int hooks() {
    return hooks.size();
  }

  private void interrupted() {
    for (Runnable hook = hooks.pollFirst(); hook != null; hook = hooks.pollFirst()) {
      try {
        hook.run();
      } catch (RuntimeException e) {
        System.err.println("culvert: " + e); // the other hooks must run too
      }
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onEnd);
    } catch (IllegalStateException e) {
      hooks.clear(); // the JVM is ending: the hooks that were left have run or are running
    }
  }

  @Override
  public Cell cell() {
    return new Cell() {
      @Override
      public int number() {
        return 1;
      }

      @Override
      public Registration onInterrupt(Runnable hook) {
        Runnable once = hook::run; // an identity of its own, so that equal hooks stay apart
        hooks.addFirst(once);
        return () -> hooks.removeIf(each -> each == once);
      }
    };
  }

  @Override
  public void display(Object value) {
    Map<String, String> data = bundle(value).data();
    String text = data.get("text/plain");
    out.println(text != null ? text : "(" + String.join(", ", data.keySet()) + ")");
    out.flush();
  }

  private static MimeBundle bundle(Object value) {
    if (value instanceof MimeBundle bundle) {
      return bundle;
    } else if (value instanceof Displayable displayable) {
      return displayable.toMimeBundle();
    } else if (value == null) {
      return MimeBundle.text("null");
    }
    for (Renderer renderer : ServiceLoader.load(Renderer.class)) {
      Optional<MimeBundle> rendered = renderer.render(value);
      if (rendered.isPresent()) {
        return rendered.get();
      }
    }
    return MimeBundle.text(value.toString());
  }

  @Override
  public String input(String prompt) {
    String line = terminal(prompt).readLine("%s", prompt);
    if (line == null) {
      throw unavailable(prompt, "the input ended");
    }
    return line;
  }

  @Override
  public char[] password(String prompt) {
    char[] secret = terminal(prompt).readPassword("%s", prompt);
    if (secret == null) {
      throw unavailable(prompt, "the input ended");
    }
    return secret;
  }

  private Console terminal(String prompt) {
    if (console == null) {
      throw unavailable(prompt, "there is no terminal");
    }
    return console;
  }

  private static UserError unavailable(String prompt, String why) {
    return new UserError(
        "InputUnavailable",
        "cannot ask '"
            + prompt.strip()
            + "': "
            + why
            + ". Give it as an option or in a secrets file, or run the command in a terminal.");
  }

  @Override
  public Optional<Variable> variable(String name) {
    return Optional.empty(); // a shell has no notebook variables
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    throw new UserError(
        "NotInANotebook", "the class path is a notebook's; use this command as a magic in one");
  }
}
