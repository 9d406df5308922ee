package dev.culvert.zmtp;

/**
 * A frame as it came.
 *
 * @param more whether another frame of the same message follows
 */
record Frame(boolean more, boolean command, byte[] body) {

  static final int MORE = 1;
  static final int LONG = 2; // the length has eight bytes, not one
  static final int COMMAND = 4;
  static final int ALL_FLAGS = MORE | LONG | COMMAND;
}
