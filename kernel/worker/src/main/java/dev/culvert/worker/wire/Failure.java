package dev.culvert.worker.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a cell's code ended early: what was thrown, with its causes.
 *
 * @param kind what the front end should make of it
 * @param name short name of the error
 * @param message its message; null for none
 * @param thrown the exception and its causes, outermost first; empty when no trace is wanted
 */
public record Failure(Kind kind, String name, String message, List<Thrown> thrown) {

  /** What happened. */
  public enum Kind {
    /** The code threw. */
    THROWN,
    /** Something the user can mend: no trace. */
    USER_ERROR,
    /** The user interrupted the cell. */
    INTERRUPTED,
    /** The code asked the process to exit. */
    EXIT,
    /**
     * The code used a declaration that misses something itself; the message is JShell's id of it.
     */
    UNRESOLVED
  }

  /**
   * One exception of the chain.
   *
   * @param suppressed whether it was suppressed by, not the cause of, the one before
   */
  public record Thrown(
      String className, String message, boolean suppressed, List<StackTraceElement> frames) {}

  public Packet toPacket() {
    Packet packet = new Packet().put(kind.ordinal()).put(name).put(message).put(thrown.size());
    for (Thrown one : thrown) {
      packet.put(one.className).put(one.message).put(one.suppressed).put(one.frames.size());
      for (StackTraceElement frame : one.frames) {
        packet.put(frame.getClassName()).put(frame.getMethodName());
        packet.put(frame.getFileName()).put(frame.getLineNumber());
      }
    }
    return packet;
  }

  public static Failure read(Packet.Reader in) {
    Kind kind = Kind.values()[in.readInt()];
    String name = in.readText();
    String message = in.readText();
    int count = in.readInt();
    List<Thrown> thrown = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      thrown.add(new Thrown(in.readText(), in.readText(), in.readBoolean(), readFrames(in)));
    }
    return new Failure(kind, name, message, thrown);
  }

  private static List<StackTraceElement> readFrames(Packet.Reader in) {
    int count = in.readInt();
    List<StackTraceElement> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      frames.add(new StackTraceElement(in.readText(), in.readText(), in.readText(), in.readInt()));
    }
    return frames;
  }
}
