package dev.culvert.worker.wire;

import java.util.Map;

/**
 * The worker's last word on a cell.
 *
 * @param moment everything the cell wrote stands before this moment in both of its pipes
 * @param result its value by MIME type; null when it has none
 * @param failure why showing the value failed; null when it did not
 */
public record CellEnd(int moment, Map<String, String> result, Failure failure) {

  public Packet appendTo(Packet packet) {
    packet.put(moment).put(result != null);
    if (result != null) {
      packet.put(result);
    }
    packet.put(failure != null);
    return failure == null ? packet : packet.put(failure.toPacket().toBytes());
  }

  public static CellEnd read(Packet.Reader in) {
    int moment = in.readInt();
    Map<String, String> result = in.readBoolean() ? in.readMap() : null;
    Failure failure = in.readBoolean() ? Failure.read(new Packet.Reader(in.readBytes())) : null;
    return new CellEnd(moment, result, failure);
  }
}
