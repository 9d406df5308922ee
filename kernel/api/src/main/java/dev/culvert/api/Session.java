package dev.culvert.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a notebook has declared and what it was given to run. Safe from any thread. */
public interface Session {

  /** What can be declared. */
  enum Kind {
    VARIABLE,
    METHOD,
    TYPE,
    IMPORT
  }

  /**
   * Something that later cells can use.
   *
   * @param name as cells name it; of an import what is imported
   * @param text it in one line without its body, as {@code int x} or {@code class Point}
   * @param source as it was written
   * @param value what a variable holds, which may be null; null for all else
   */
  record Declaration(Kind kind, String name, String text, String source, Object value) {}

  /**
   * A cell as it was given.
   *
   * @param session 0 for this one, else its number
   * @param number the execution count
   */
  record Input(int session, int number, String code) {}

  /** What is declared, in the order of the cells; without the imports that all notebooks have. */
  List<Declaration> declarations();

  /**
   * Imports classes, in place of others of the same simple names, for later cells and for what
   * stands behind this call.
   *
   * @param names fully qualified; on the class path
   */
  void importTypes(List<String> names);

  /**
   * Inputs of one session, oldest first.
   *
   * @param session 0 for this one, a number, or negative to count back from this one
   * @param from the first number
   * @param to the last number; 0 for all
   */
  List<Input> inputs(int session, int from, int to);

  /** The last inputs, also of sessions before; oldest first. */
  List<Input> lastInputs(int count);

  /** The last inputs that match a pattern of {@code *} and {@code ?}, also of sessions before. */
  List<Input> inputsLike(String pattern, int count);

  /**
   * Forgets all declarations when the running cell ends.
   *
   * @param restart whether a new worker takes the place of this one then
   */
  void forgetAll(boolean restart);

  /** How long a cell may run; empty for as long as it likes, which is the default. */
  Optional<Duration> timeLimit();

  /**
   * Limits the running cell, from now on, and all that follow. A cell that takes longer is stopped
   * as by an interrupt, and when that does not help, with its worker.
   *
   * @param limit at least 1 ms; null for no limit
   */
  void limitCells(Duration limit);

  /** Limits the running cell alone; likewise. */
  void limitCell(Duration limit);
}
