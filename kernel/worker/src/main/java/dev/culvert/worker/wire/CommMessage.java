package dev.culvert.worker.wire;

import java.util.List;
import java.util.Map;

/**
 * A message of a comm, either way.
 *
 * @param cell whose code sends it; 0 when the front end does
 * @param target empty but for {@link Kind#OPEN}
 */
public record CommMessage(
    Kind kind,
    int cell,
    String id,
    String target,
    Map<String, Object> data,
    Map<String, Object> metadata,
    List<byte[]> buffers) {

  /** What it does to the comm. */
  public enum Kind {
    OPEN,
    MESSAGE,
    CLOSE
  }

  public Packet toPacket() {
    return new Packet()
        .put(kind.ordinal())
        .put(cell)
        .put(id)
        .put(target)
        .putValue(data)
        .putValue(metadata)
        .putAll(buffers);
  }

  @SuppressWarnings("unchecked") // both are maps, as toPacket wrote them
  public static CommMessage read(Packet.Reader in) {
    return new CommMessage(
        Kind.values()[in.readInt()],
        in.readInt(),
        in.readText(),
        in.readText(),
        (Map<String, Object>) in.readValue(),
        (Map<String, Object>) in.readValue(),
        in.readAll());
  }
}
