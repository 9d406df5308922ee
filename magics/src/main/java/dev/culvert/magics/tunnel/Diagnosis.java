package dev.culvert.magics.tunnel;

import dev.culvert.api.Displayable;
import java.util.List;
import java.util.Optional;

/** What {@code %tunnel doctor} found. Immutable. */
public interface Diagnosis extends Displayable {

  /** The checks, in the order they were made. */
  List<Check> checks();

  /** Whether nothing failed. */
  default boolean ok() {
    return code().isEmpty();
  }

  /** The code of the first check that failed, as {@code TUN-AUTH}; empty when none did. */
  default Optional<String> code() {
    return checks().stream().map(Check::code).filter(code -> !code.isEmpty()).findFirst();
  }

  /**
   * One check.
   *
   * @param name what was looked at, as {@code dns}
   * @param millis how long it took
   * @param code empty when it passed
   * @param text what was found; of a failure also what to do
   */
  record Check(String name, long millis, String code, String text) {

    /** Whether it passed. */
    public boolean passed() {
      return code.isEmpty();
    }
  }
}
