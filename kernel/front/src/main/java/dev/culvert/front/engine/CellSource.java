package dev.culvert.front.engine;

import dev.culvert.worker.wire.Begin;
import java.util.List;

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

  /** Where the variables of the magic with the index that follows are filled in. */
  static final String VARIABLES = "/*culvert:";

  CellSource {
    magics = List.copyOf(magics);
    texts = List.copyOf(texts);
  }
}
