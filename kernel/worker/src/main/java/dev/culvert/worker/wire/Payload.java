package dev.culvert.worker.wire;

import java.util.Map;

/**
 * What a cell wants of the front end besides output; sent with the cell's reply.
 *
 * @param cell whose
 * @param page what to show beside the notebook, by MIME type; null for a next input
 * @param nextInput the text of the cell to propose; null for a page
 * @param replace whether it takes the running cell's place
 */
public record Payload(int cell, Map<String, String> page, String nextInput, boolean replace) {

  public Packet toPacket() {
    return new Packet()
        .put(cell)
        .put(page == null ? Map.<String, String>of() : page)
        .put(nextInput)
        .put(replace);
  }

  public static Payload read(Packet.Reader in) {
    int cell = in.readInt();
    Map<String, String> page = in.readMap();
    String nextInput = in.readText();
    return new Payload(cell, nextInput == null ? page : null, nextInput, in.readBoolean());
  }
}
