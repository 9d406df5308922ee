package dev.culvert.worker.wire;

/** What a frame asks for or tells. The order is part of {@link Wire#VERSION}. */
public enum FrameType {
  /** Either way: the answer to a request, by its id. */
  REPLY,
  /** Either way: a request failed; text says why. */
  FAILED,

  /** Worker: it is up; version and process id. */
  HELLO,
  /** Worker: a pair of pipes for a later cell; the front opens them for reading. */
  PIPES,
  /** Worker: pipes for a child that a thread of an ended cell starts; its cell, then the pipes. */
  LATE_PIPES,
  /**
   * Worker: output that does not come by the pipes; its cell, whether it is stderr, the moment as
   * of {@link Shown}, who wrote it if lines are marked, the bytes.
   */
  LATE,
  /** Worker: show, update or clear something in a cell. */
  DISPLAY,
  /** Worker: ask the user for a line; a request. */
  INPUT,
  /** Worker: make class path entries known to the compiler; a request. */
  CLASS_PATH,

  /** Worker: something about cells' output, in words; a request. */
  OUTPUT,

  /** Worker: something about declarations and inputs, in words; a request. */
  SESSION,

  /** Worker: something for the reply of the running cell. */
  PAYLOAD,
  /** Either way: a message of a comm; the front's is a request, answered when it was handled. */
  COMM,

  /** Front: a cell begins. */
  BEGIN,
  /** Front: classes to define, and what they replace. */
  LOAD,
  /** Front: new code for loaded classes; a request, answered with whether the JVM took it. */
  REDEFINE,
  /**
   * Front: run methods of a loaded class; a request, answered with whether and why they failed.
   * Where the cell has no more code behind them, it ends then, and the answer goes on as of {@link
   * #END}.
   */
  INVOKE,
  /**
   * Front: run a magic of the cell, whose value is the cell's result; its place among them, names
   * of variables and the classes that hold them; a request, answered as {@link #INVOKE}, with the
   * cell's end.
   */
  CALL,
  /** Front: the cell has no more code; a request, answered with its result. */
  END,
  /** Front: stop the running cell. */
  INTERRUPT,
  /** Front: add entries to the class path; a request. */
  ADD_CLASS_PATH,
  /** Front: the names of all magics; a request. */
  MAGICS,
  /** Front: the command model of the magic of a name; a request. */
  MODEL,
  /**
   * Front: what may stand in a magic's text; name, text, cursor, whether it is a cell; a request.
   */
  SUGGEST,
  /** Front: fetch the documentation of a jar; its path; a request. */
  DOCUMENTATION,
  /** Front: end the process. */
  SHUTDOWN;

  private static final FrameType[] VALUES = values();

  static FrameType of(int code) {
    if (code < 0 || code >= VALUES.length) {
      throw new IllegalArgumentException("unknown frame type " + code);
    }
    return VALUES[code];
  }
}
