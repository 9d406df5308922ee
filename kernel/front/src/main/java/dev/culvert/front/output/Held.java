package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a cell puts out while it is captured, in its order, so that it can be shown after all.
 * Guarded by its {@link CellOutput}.
 *
 * <p>Invariant: it holds {@value #LIMIT} bytes at most. What is one byte more is refused, and then
 * it holds nothing, and wants nothing more.
 */
final class Held {

  private static final int LIMIT = 32 << 20;
  private static final String DISPLAY = "DISPLAY"; // the others are names of streams

  /** A display, or, with a stream, bytes that may still grow. */
  record Part(StreamName stream, ByteArrayOutputStream bytes, Display display) {}

  private final Set<String> kinds;
  private List<Part> parts = new ArrayList<>(); // null when it was too much
  private long size;

  Held(Set<String> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  boolean wants(StreamName stream) {
    return parts != null && kinds.contains(stream.name());
  }

  boolean wantsDisplays() {
    return parts != null && kinds.contains(DISPLAY);
  }

  /** Takes bytes, or refuses them because they are too many. */
  boolean add(StreamName stream, byte[] bytes, int offset, int length) {
    if (size + length > LIMIT) {
      return false;
    }
    size += length;
    Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    if (last == null || last.stream != stream) {
      last = new Part(stream, new ByteArrayOutputStream(), null);
      parts.add(last);
    }
    last.bytes.write(bytes, offset, length);
    return true;
  }

  /** Likewise for a display. */
  boolean add(Display display) {
    long length = display.size();
    if (size + length > LIMIT) {
      return false;
    }
    size += length;
    parts.add(new Part(null, null, display));
    return true;
  }

  /** Whether a display that stands here was updated; it keeps its place. */
  boolean update(Display update) {
    boolean found = false;
    for (int i = 0; i < parts.size(); i++) {
      Display display = parts.get(i).display;
      if (display != null && display.id().equals(update.id()) && !update.id().isEmpty()) {
        Display newer = new Display(display.type(), display.id(), update.data(), update.content());
        parts.set(i, new Part(null, null, newer));
        found = true;
      }
    }
    return found;
  }

  /** Forgets what came so far. */
  void clear() {
    if (parts != null) {
      parts.clear();
      size = 0;
    }
  }

  /** Gives up what it holds because it is too much. */
  List<Part> overflow() {
    List<Part> taken = parts;
    parts = null;
    return taken;
  }

  /** What it holds, which nobody will add to. */
  List<Part> parts() {
    return parts == null ? List.of() : parts;
  }

  /**
   * As the worker reads it.
   *
   * @throws IllegalArgumentException when it was too much
   */
  Map<String, Object> tree() {
    if (parts == null) {
      throw new IllegalArgumentException(
          "the code put out more than 32 MB, which is the most that is captured, so it is shown in"
              + " the cell. Have it write into a file, or see %output save");
    }
    return Map.of(
        "stdout", text(StreamName.STDOUT),
        "stderr", text(StreamName.STDERR),
        "displays",
            parts.stream()
                .filter(part -> part.display != null)
                .map(part -> part.display.data())
                .toList());
  }

  private String text(StreamName stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Part part : parts) {
      if (part.stream == stream) {
        all.writeBytes(part.bytes.toByteArray());
      }
    }
    return all.toString(UTF_8);
  }
}
