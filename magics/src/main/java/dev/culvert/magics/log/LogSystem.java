package dev.culvert.magics.log;

/** A logging library that lines are taken from. Calls come from the cell thread. */
public interface LogSystem {

  /**
   * Adds ours to what is there.
   *
   * @return what was done, in words
   */
  String attach(LogSettings settings);

  /** Takes ours away and puts back what {@link #attach} took away. */
  void detach();

  /**
   * Sets the level of a logger.
   *
   * @param logger empty for the root
   * @param level TRACE, DEBUG, INFO, WARN, ERROR or OFF
   */
  void level(String logger, String level);
}
