package dev.culvert.front.engine;

import java.util.Map;

/**
 * How a cell ended.
 *
 * @param result its value by MIME type; null when it has none
 * @param error why it failed; null when it did not
 */
public record CellOutcome(Map<String, String> result, CellError error) {

  static CellOutcome failed(CellError error) {
    return new CellOutcome(null, error);
  }
}
