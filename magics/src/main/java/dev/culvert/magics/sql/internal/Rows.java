package dev.culvert.magics.sql.internal;

import java.util.List;
import org.dflib.DataFrame;

/**
 * Rows of a result that were read.
 *
 * @param frame the rows
 * @param truncated whether the server had more
 * @param notes what a reader of the frame must know, as full sentences
 */
record Rows(SqlFrame frame, boolean truncated, List<String> notes) {

  /** No limit on rows. */
  static final int ALL = 0;

  /** The rows as they are shown; they say when the server had more. */
  DataFrame shown() {
    return truncated ? frame.capped() : frame;
  }
}
