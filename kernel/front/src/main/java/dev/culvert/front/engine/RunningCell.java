package dev.culvert.front.engine;

import dev.culvert.front.output.CellOutput;
import dev.culvert.front.output.CellPipes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.Snippet;

/** What one run of a cell keeps; owned by the thread that runs it, but for the volatile fields. */
final class RunningCell {

  /** What its end shall take away. */
  enum Forgets {
    NOTHING,
    DECLARATIONS,
    WORKER
  }

  final int id;
  final int number;
  final String text;
  final CellOutput output;
  final List<Snippet> declared = new ArrayList<>();
  final Set<String> reset = new LinkedHashSet<>(); // variables whose values a declaration took
  final List<Snippet> transients = new ArrayList<>();
  final Map<String, Place> transientPlaces = new HashMap<>(); // by JShell's id
  final Interruption interruption = new Interruption();
  CellSource source; // set before anything of it is evaluated
  volatile Forgets forgets = Forgets.NOTHING;
  volatile CellPipes pipes; // set before the worker hears of the cell

  RunningCell(int id, int number, String text, CellOutput output) {
    this.id = id;
    this.number = number;
    this.text = text;
    this.output = output;
  }

  /** Where a piece of this cell stands. */
  Place placeOf(Piece piece) {
    String before = source.java().substring(0, piece.offset());
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(number, text, line);
  }
}
