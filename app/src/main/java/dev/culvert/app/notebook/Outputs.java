package dev.culvert.app.notebook;

import dev.culvert.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outputs of all cells of one run.
 *
 * <p>Thread safe: messages come on the client's event thread, also late ones; the file is made on
 * main. One lock for the notebook, because a display of one cell may be updated by another.
 */
final class Outputs {

  private final Map<String, List<Map<String, Object>>> displays = new HashMap<>(); // by display id
  private long changes; // counts messages that put something out

  /** The outputs of one cell; its state is guarded by the {@link Outputs} it belongs to. */
  final class OfCell {
    private final List<Map<String, Object>> list = new ArrayList<>();
    private boolean clearBeforeNext;
    private Integer count;

    void add(Message message) {
      synchronized (Outputs.this) {
        if (take(message)) {
          changes++;
          Outputs.this.notifyAll();
        }
      }
    }

    private boolean take(Message message) {
      switch (message.type()) {
        case "execute_input" -> count = message.number("execution_count", 0);
        case "stream" -> stream(message);
        case "execute_result", "display_data" -> shown(message);
        case "update_display_data" -> update(message);
        case "clear_output" -> clear(message.flag("wait", false));
        case "error" -> append(error(message));
        default -> {
          return false;
        }
      }
      return true;
    }

    private void stream(Message message) {
      clearIfDue();
      String name = message.text("name");
      Map<String, Object> last = list.isEmpty() ? Map.of() : list.get(list.size() - 1);
      if ("stream".equals(last.get("output_type")) && name.equals(last.get("name"))) {
        ((StringBuilder) last.get("text")).append(message.text("text"));
        return;
      }
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("name", name);
      output.put("output_type", "stream");
      output.put("text", new StringBuilder(message.text("text")));
      list.add(output);
    }

    private void shown(Message message) {
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("data", data(message));
      if (message.type().equals("execute_result")) {
        output.put("execution_count", message.number("execution_count", 0));
      }
      output.put("metadata", NotebookCell.asMap(message.content().get("metadata")));
      output.put("output_type", message.type());
      append(output);
      String id = displayId(message);
      if (id != null) {
        displays.computeIfAbsent(id, key -> new ArrayList<>()).add(output);
      }
    }

    private void append(Map<String, Object> output) {
      clearIfDue();
      list.add(output);
    }

    private void clear(boolean wait) {
      if (wait) {
        clearBeforeNext = true;
      } else {
        list.clear();
      }
    }

    private void clearIfDue() {
      if (clearBeforeNext) {
        list.clear();
        clearBeforeNext = false;
      }
    }

    Integer count() {
      synchronized (Outputs.this) {
        return count;
      }
    }

    /** As the file holds them. */
    List<Map<String, Object>> toJson() {
      synchronized (Outputs.this) {
        return list.stream().map(Outputs::written).toList();
      }
    }
  }

  OfCell newCell() {
    return new OfCell();
  }

  private void update(Message message) {
    for (Map<String, Object> output : displays.getOrDefault(displayId(message), List.of())) {
      output.put("data", data(message));
      output.put("metadata", NotebookCell.asMap(message.content().get("metadata")));
    }
  }

  private static String displayId(Message message) {
    Object id = NotebookCell.asMap(message.content().get("transient")).get("display_id");
    return id == null ? null : id.toString();
  }

  private static Map<String, Object> data(Message message) {
    return new LinkedHashMap<>(NotebookCell.asMap(message.content().get("data")));
  }

  private static Map<String, Object> error(Message message) {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("ename", message.text("ename"));
    output.put("evalue", message.text("evalue"));
    output.put("output_type", "error");
    Object traceback = message.content().get("traceback");
    output.put("traceback", traceback instanceof List<?> lines ? lines : List.of());
    return output;
  }

  private static Map<String, Object> written(Map<String, Object> output) {
    Map<String, Object> written = new LinkedHashMap<>(output);
    if (output.get("text") instanceof StringBuilder text) {
      written.put("text", Lines.split(text.toString()));
    }
    if (output.get("data") instanceof Map<?, ?> data) {
      Map<String, Object> lines = new LinkedHashMap<>();
      data.forEach((type, value) -> lines.put(type.toString(), content(type.toString(), value)));
      written.put("data", lines);
    }
    return written;
  }

  private static Object content(String mimeType, Object value) {
    boolean isText =
        mimeType.startsWith("text/")
            || mimeType.equals("image/svg+xml")
            || mimeType.equals("application/javascript");
    return isText && value instanceof String text ? Lines.split(text) : value;
  }

  /** Waits until nothing was put out for this time. */
  synchronized void awaitQuiet(long millis) throws InterruptedException {
    long before;
    do {
      before = changes;
      long end = System.nanoTime() + millis * 1_000_000;
      for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } while (changes != before);
  }
}
