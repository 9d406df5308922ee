package dev.culvert.front.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cells that ask for help: {@code ?name}, {@code name?} and the same with two marks. */
public final class HelpLine {

  private static final Pattern ASKS =
      Pattern.compile("\\?{1,2}\\s*(%{0,2}[\\w.$-]+)|(%{0,2}[\\w.$-]+)\\s*\\?{1,2}");

  private HelpLine() {}

  /** What the cell asks about; empty when it is a cell like any other. */
  public static Optional<String> topic(String code) {
    Matcher asks = ASKS.matcher(code.strip());
    return asks.matches()
        ? Optional.of(asks.group(1) == null ? asks.group(2) : asks.group(1))
        : Optional.empty();
  }
}
