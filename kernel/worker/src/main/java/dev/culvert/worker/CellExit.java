package dev.culvert.worker;

/** What {@code System.exit(n)} in a cell's own code throws in place of ending the worker. */
final class CellExit extends Error {

  private final int code;

  CellExit(int code) {
    super("System.exit(" + code + ")", null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
