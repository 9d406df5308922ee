package dev.culvert.front.engine;

import dev.culvert.worker.wire.Failure;
import dev.culvert.worker.wire.SnippetNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/** Errors in the words and lines of the cell that made them. Stateless. */
final class ErrorText {

  private static final int MOST_DIAGNOSTICS = 5;
  private static final int MOST_FRAMES = 30;
  private static final String WOVEN_METHOD = "culvert$";
  private static final String OUR_CODE = "dev.culvert.";
  private static final String OUR_WORKER = OUR_CODE + "worker.";
  private static final String SNIPPET_PREFIX = "REPL.$JShell$";

  static final String UNKNOWN_PACKAGE = "compiler.err.doesnt.exist";

  private static final Pattern NO_LOCATION = Pattern.compile("\\n\\s*location: class$");

  private ErrorText() {}

  /** What a stack frame of a cell is, for who knows the snippets. */
  interface Places {

    /** Where the class was compiled from; null when it is no snippet that is still known. */
    Located find(String className);
  }

  /**
   * Where a class was compiled from.
   *
   * @param cellLine makes a line of the cell, from 1, of a line of the class
   */
  record Located(Place place, IntUnaryOperator cellLine) {}

  /**
   * What the compiler said of a snippet.
   *
   * @param hints has a sentence for an error, or nothing to say
   */
  static CellError compileError(
      List<Diag> diagnostics,
      Place place,
      String cellJava,
      int offset,
      Function<Diag, Optional<String>> hints) {
    List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
    if (errors.isEmpty()) {
      return CellError.plain("CompileError", "the snippet was rejected");
    }
    List<String> trace = new ArrayList<>();
    String first = null;
    for (Diag error : errors.subList(0, Math.min(errors.size(), MOST_DIAGNOSTICS))) {
      boolean unknownPackage = error.getCode().equals(UNKNOWN_PACKAGE); // its position is behind it
      long start = unknownPackage ? error.getStartPosition() : error.getPosition();
      long behind = unknownPackage ? error.getPosition() : error.getEndPosition();
      int at = (int) Math.min(cellJava.length(), offset + Math.max(0, start));
      int end = (int) Math.min(cellJava.length(), offset + Math.max(0, behind));
      String message = message(error);
      Optional<String> hint = hints.apply(error);
      trace.add(Ansi.bold("CompileError") + ": " + message);
      trace.addAll(caret(place, cellJava, at, end));
      hint.ifPresent(trace::add);
      first = first == null ? message + hint.map(text -> "\n" + text).orElse("") : first;
    }
    if (errors.size() > MOST_DIAGNOSTICS) {
      trace.add("... and " + (errors.size() - MOST_DIAGNOSTICS) + " more");
    }
    return new CellError("CompileError", first, trace);
  }

  /** The compiler's words; the class that JShell put around the code has no name to be said. */
  private static String message(Diag error) {
    return NO_LOCATION.matcher(error.getMessage(Locale.ROOT).strip()).replaceFirst("");
  }

  private static List<String> caret(Place place, String cellJava, int at, int end) {
    int lineStart = cellJava.lastIndexOf('\n', at - 1) + 1;
    int line = (int) cellJava.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    String[] lines = place.text().split("\n", -1);
    String shown = line <= lines.length ? lines[line - 1] : "";
    List<String> text = new ArrayList<>();
    text.add(Ansi.dim("  Cell " + place.cell() + ", line " + line));
    text.add("    " + shown);
    int column = at - lineStart + (cellJava.startsWith(".", at) ? 1 : 0); // the name behind it
    if (cellJava.startsWith(shown, lineStart) && column <= shown.length()) {
      int width = Math.max(1, Math.min(end - lineStart - column, shown.length() - column));
      String indent = shown.substring(0, column).replaceAll("[^\t]", " ");
      text.add("    " + indent + Ansi.bold("^".repeat(width)));
    }
    return text;
  }

  /** What user code threw. */
  static CellError thrown(Failure failure, Places places) {
    List<String> trace = new ArrayList<>();
    String relation = "";
    for (Failure.Thrown one : failure.thrown()) {
      String head =
          SnippetNames.strip(one.className()) + (one.message() == null ? "" : ": " + one.message());
      String prefix = relation.isEmpty() ? "" : one.suppressed() ? "Suppressed: " : "Caused by: ";
      trace.add(prefix + Ansi.bold(head));
      frames(one.frames(), places, trace, relation.isEmpty());
      relation = "next";
    }
    return new CellError(failure.name(), failure.message(), trace);
  }

  private static void frames(
      List<StackTraceElement> frames, Places places, List<String> trace, boolean withExcerpt) {
    int last = frames.size();
    while (last > 0 && !frames.get(last - 1).getClassName().startsWith(SNIPPET_PREFIX)) {
      last--; // what called the cell is ours, not the user's
    }
    List<StackTraceElement> users =
        withoutCalled(frames.subList(0, last == 0 ? frames.size() : last));
    Located first = null;
    int firstLine = 0;
    int shown = 0;
    StackTraceElement previous = null;
    for (StackTraceElement frame : users) {
      if (isWoven(frame) || frame.equals(previous)) {
        continue; // what we wove in, and the repetition of a recursion
      }
      if (++shown > MOST_FRAMES) {
        break;
      }
      previous = frame;
      Located located = places.find(snippetOf(frame.getClassName()));
      if (located == null) {
        trace.add("    at " + SnippetNames.strip(frame.toString()));
        continue;
      }
      int line = located.cellLine().applyAsInt(frame.getLineNumber());
      String method = frame.getMethodName();
      String in = method.contains("do_it$") ? "" : "  " + method + "()";
      String at = "    at Cell " + located.place().cell() + ", line " + line + in;
      if (!at.equals(trace.get(trace.size() - 1))) { // a magic's code calls the code in it
        trace.add(at);
      }
      if (first == null) {
        first = located;
        firstLine = line;
      }
    }
    if (shown < users.size()) {
      trace.add("    (" + users.size() + " frames in all)");
    }
    if (first != null && withExcerpt) {
      trace.addAll(first.place().excerpt(firstLine));
    }
  }

  /** Leaves out frames of our magics that called back into the user's code. */
  private static List<StackTraceElement> withoutCalled(List<StackTraceElement> frames) {
    List<StackTraceElement> left = new ArrayList<>();
    for (StackTraceElement frame : frames) {
      String name = frame.getClassName();
      boolean ours = name.startsWith(OUR_CODE) && name.contains(".internal.");
      if (!ours || left.isEmpty()) { // what we threw ourselves is where we threw it
        left.add(frame);
      }
    }
    return left;
  }

  private static boolean isWoven(StackTraceElement frame) {
    return frame.getClassName().startsWith(OUR_WORKER)
        || frame.getMethodName().startsWith(WOVEN_METHOD);
  }

  /** The class that JShell wrapped around a snippet, from the name of one inside it. */
  private static String snippetOf(String className) {
    int inner = className.indexOf('$', SNIPPET_PREFIX.length());
    return className.startsWith(SNIPPET_PREFIX) && inner > 0
        ? className.substring(0, inner)
        : className;
  }
}
