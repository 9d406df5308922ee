package dev.culvert.magics.lab;

import java.util.List;

/**
 * One field of the table: one program in one place.
 *
 * @param program its name, as {@code println}
 * @param place where it ran, as {@code halt} or {@code IJava: forked}
 * @param verdicts of each run, never empty
 */
public record Observation(String program, String place, List<Verdict> verdicts) {

  public Observation {
    verdicts = List.copyOf(verdicts);
  }

  /** How many runs kept the line. */
  public long kept() {
    return verdicts.stream().filter(verdict -> verdict == Verdict.KEPT).count();
  }

  /** Whether all runs ended alike. */
  public boolean isClear() {
    return verdicts.stream().distinct().count() == 1;
  }

  /** {@code kept}, {@code LOST}, or {@code kept 2/5} where runs differ. */
  @Override
  public String toString() {
    return isClear() ? verdicts.get(0).word() : "kept " + kept() + "/" + verdicts.size();
  }
}
