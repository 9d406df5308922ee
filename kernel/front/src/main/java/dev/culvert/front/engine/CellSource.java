package dev.culvert.front.engine;

import dev.culvert.worker.wire.Begin;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A cell cut into Java: every magic stands as a call of the agent.
 *
 * <p>Invariant: the Java text has a line for each line of the cell, so an error's line is the
 * cell's. In a call stands {@link #VARIABLES} where the variables that the magic's text mentions
 * have to be filled in, which is known only when the call's turn comes.
 *
 * @param java the text to evaluate
 * @param magics what the calls in it are, by index
 * @param texts the whole text of each magic, to look for names of variables in
 */
record CellSource(String java, List<Begin.Magic> magics, List<String> texts) {

  /** Stands, with the magic's index behind it, where its variables go. No cell has this text. */
  static final String VARIABLES =
      "/*" + Long.toHexString(new SplittableRandom().nextLong()) + ":variables of ";

  CellSource {
    magics = List.copyOf(magics);
    texts = List.copyOf(texts);
  }

  /** Whether all of the cell is one call of a magic, which takes no value of Java's. */
  boolean isPlainCall() {
    String call = CellCutter.call("magic", 0, List.of());
    String code = java.strip();
    return magics.size() == 1 && (code.equals(call) || code.equals(call + ";"));
  }
}
