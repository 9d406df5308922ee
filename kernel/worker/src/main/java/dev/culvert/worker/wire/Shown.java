package dev.culvert.worker.wire;

import java.util.Map;

/**
 * Something shown in a cell.
 *
 * @param cell whose
 * @param moment what the cell wrote to its pipes up to this moment comes first; 0 when the cell
 *     does not run any more
 * @param action what to do
 * @param id display id; empty for none
 * @param data by MIME type
 */
public record Shown(int cell, int moment, Action action, String id, Map<String, String> data) {

  /** What to do with the data. */
  public enum Action {
    SHOW,
    UPDATE,
    CLEAR,
    CLEAR_ON_NEXT,
    /** Hold back from now on what the keys of the data name. */
    HOLD,
    /** Hold nothing back any more, and keep what was for a question. */
    KEEP,
    /** Hold nothing back any more, and show what was. */
    RELEASE,
    /** Mark the lines of all cells with who wrote them. */
    PREFIX,
    /** Do not any more. */
    NO_PREFIX
  }

  public Packet toPacket() {
    return new Packet().put(cell).put(moment).put(action.ordinal()).put(id).put(data);
  }

  public static Shown read(Packet.Reader in) {
    return new Shown(
        in.readInt(), in.readInt(), Action.values()[in.readInt()], in.readText(), in.readMap());
  }
}
