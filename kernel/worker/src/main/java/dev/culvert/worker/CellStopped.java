package dev.culvert.worker;

/**
 * Thrown into the code of an interrupted cell, again at every check until it has left. An error
 * without a stack, so that {@code catch (Exception e)} does not hold it up and a loop that catches
 * everything meets the next one at once.
 */
final class CellStopped extends Error {
  CellStopped() {
    super("the cell was interrupted", null, false, false);
  }
}
