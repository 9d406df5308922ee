package dev.culvert.front.engine;

/** Ends a cell with an error that is ready to be shown. */
final class CellException extends Exception {

  private final transient CellError error;

  CellException(CellError error) {
    super(error.name() + ": " + error.message(), null, false, false);
    this.error = error;
  }

  CellError error() {
    return error;
  }
}
