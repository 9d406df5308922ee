package dev.culvert.magics.threads.internal;

import dev.culvert.api.Notebook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frames as users know them: code of cells by cell, and what is ours folded. */
final class Frames {

  private static final Pattern WRAPPER =
      Pattern.compile("REPL\\.\\$JShell\\$(B?)\\d+[A-Z]*(?:\\$(.*))?");
  private static final String BODY = "do_it$";

  private final Notebook notebook;
  private Map<Long, Integer> makers; // cell by id of a thread that one made; null until needed

  Frames(Notebook notebook) {
    this.notebook = notebook;
  }

  /**
   * The cell that made a thread. For virtual threads, of which nobody keeps account, the newest
   * cell that has code on the stack; empty for none.
   */
  OptionalInt cellOf(Seen thread) {
    if (makers == null) {
      makers = new HashMap<>();
      notebook.activity().threads().forEach(each -> makers.put(each.thread().getId(), each.cell()));
    }
    Integer maker = makers.get(thread.id());
    return maker == null ? newestCode(thread) : OptionalInt.of(maker);
  }

  private OptionalInt newestCode(Seen thread) {
    return thread.stack().stream()
        .map(notebook::cellOf)
        .filter(OptionalInt::isPresent)
        .mapToInt(OptionalInt::getAsInt)
        .max();
  }

  /** Where a thread is: the innermost frame of a cell, else the innermost one. */
  String where(Seen thread) {
    return thread.stack().stream()
        .filter(frame -> notebook.cellOf(frame).isPresent())
        .findFirst()
        .or(() -> thread.stack().stream().findFirst())
        .map(this::shown)
        .orElse("native code");
  }

  /** The stack, with runs of our own frames folded into one line. */
  List<String> shown(List<StackTraceElement> stack) {
    List<String> lines = new ArrayList<>();
    int folded = 0;
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().contains("$$Lambda")) {
        continue; // the object around a lambda; its code is the frame before
      }
      if (isOurs(frame)) {
        folded++;
        continue;
      }
      fold(folded, lines);
      folded = 0;
      lines.add("at " + shown(frame));
    }
    fold(folded, lines);
    return lines;
  }

  private static void fold(int count, List<String> lines) {
    if (count > 0) {
      lines.add("... " + count + (count == 1 ? " frame" : " frames") + " of the kernel");
    }
  }

  private static boolean isOurs(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("dev.culvert.worker.")
        || name.startsWith("jdk.internal.reflect.")
        || name.startsWith("java.lang.reflect.");
  }

  private String shown(StackTraceElement frame) {
    Matcher wrapper = WRAPPER.matcher(frame.getClassName());
    OptionalInt cell = notebook.cellOf(frame);
    if (!wrapper.matches() || cell.isEmpty()) {
      return plain(frame).toString();
    }
    // Lines of a class around statements are the cell's; JShell's own classes have lines of theirs.
    boolean ofStatements = !wrapper.group(1).isEmpty();
    String line = ofStatements ? ", line " + frame.getLineNumber() : "";
    boolean isBody = frame.getMethodName().contains(BODY);
    String type = wrapper.group(2) == null ? "" : wrapper.group(2) + ".";
    return "cell "
        + cell.getAsInt()
        + line
        + (isBody ? "" : ", " + type + lambda(frame.getMethodName()));
  }

  private static String lambda(String method) {
    return method.replaceFirst("^lambda\\$(.*)\\$\\d+$", "$1, in a lambda");
  }

  /** Without modules and loaders. */
  private static StackTraceElement plain(StackTraceElement frame) {
    return new StackTraceElement(
        frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
  }
}
