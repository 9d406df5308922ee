package dev.culvert.front.engine;

import java.util.List;

/**
 * Why a cell failed, as front ends show it.
 *
 * @param name short name, as {@code IllegalStateException}
 * @param message one line or more; empty for none
 * @param trace the lines that explain it; may hold ANSI colours
 */
public record CellError(String name, String message, List<String> trace) {

  public CellError {
    message = message == null ? "" : message;
    trace = List.copyOf(trace);
  }

  /** An error whose message says all there is to say. */
  public static CellError plain(String name, String message) {
    return new CellError(name, message, List.of(Ansi.bold(name) + ": " + message));
  }
}
