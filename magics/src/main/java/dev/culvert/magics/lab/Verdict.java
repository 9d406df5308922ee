package dev.culvert.magics.lab;

/** What became of a line that a program wrote. */
public enum Verdict {
  /** Seen where it belongs. */
  KEPT("kept"),
  /** Seen where it belongs, after the cell that wrote it had ended. */
  LATE("late"),
  /** Seen under another cell than the one that wrote it. */
  ELSEWHERE("other cell"),
  /** Never seen. */
  LOST("LOST"),
  /** The program itself stands still. */
  BLOCKED("BLOCKED"),
  /** It could not be tried here. */
  NOT_RUN("-");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word in the table. */
  public String word() {
    return word;
  }
}
