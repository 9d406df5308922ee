package dev.culvert.app.notebook;

import dev.culvert.protocol.Message;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * What a run prints as it goes: each cell, then its outputs.
 *
 * <p>Thread safe by its own lock: main prints cells, the client's event thread prints outputs.
 */
final class Transcript {

  private final PrintWriter out;
  private final boolean colours;
  private NotebookCell running; // whose output needs no name; guarded by this
  private boolean midLine; // whether the last output did not end its line; guarded by this

  Transcript(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  synchronized void begin(NotebookCell cell, int number, int total) {
    running = cell;
    endLine();
    String bold = colours ? "\u001b[1m" : "";
    String dim = colours ? "\u001b[2m" : "";
    String plain = colours ? "\u001b[0m" : "";
    out.println(bold + "-- cell " + number + " of " + total + plain);
    cell.source().lines().forEach(line -> out.println(dim + "   | " + plain + line));
    out.flush();
  }

  synchronized void output(NotebookCell cell, int number, Message message) {
    String text = text(message);
    if (text.isEmpty()) {
      return;
    }
    if (cell != running) {
      endLine();
      out.println("(late output of cell " + number + ")");
    }
    boolean isStream = message.type().equals("stream");
    if (!isStream) {
      endLine();
    }
    out.print(colours ? text : Ansi.stripped(text));
    midLine = !text.endsWith("\n");
    if (!isStream) {
      endLine();
    }
    out.flush();
  }

  private static String text(Message message) {
    return switch (message.type()) {
      case "stream" -> message.text("text");
      case "execute_result", "display_data", "update_display_data" -> shown(message);
      case "error" -> error(message);
      default -> "";
    };
  }

  private static String shown(Message message) {
    Map<String, Object> data = NotebookCell.asMap(message.content().get("data"));
    Object plain = data.get("text/plain");
    return plain == null ? data.keySet().toString() : NotebookCell.text(plain);
  }

  private static String error(Message message) {
    StringBuilder text = new StringBuilder();
    if (message.content().get("traceback") instanceof List<?> lines) {
      lines.forEach(line -> text.append(line).append('\n'));
    }
    return text.isEmpty() ? message.text("ename") + ": " + message.text("evalue") : text.toString();
  }

  private void endLine() {
    if (midLine) {
      out.println();
      midLine = false;
    }
  }

  synchronized void end() {
    endLine();
    out.flush();
  }
}
