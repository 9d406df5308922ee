package dev.culvert.worker.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A cell begins.
 *
 * @param cell its id
 * @param number its execution count, which users see
 * @param pipes serial of the pipes it writes to
 * @param magics its magic calls; its code names them by their place in this list
 */
public record Begin(int cell, int number, long pipes, List<Magic> magics) {

  /**
   * A magic call as the front found it in the cell's text.
   *
   * @param args words after the name; the n-th expression stands in them as {@code \0n\0}
   * @param body null for a line magic
   */
  public record Magic(String name, String line, List<String> args, String body) {}

  public Packet toPacket() {
    Packet packet = new Packet().put(cell).put(number).put(pipes).put(magics.size());
    for (Magic magic : magics) {
      packet.put(magic.name).put(magic.line).put(magic.args).put(magic.body);
    }
    return packet;
  }

  public static Begin read(Packet.Reader in) {
    int cell = in.readInt();
    int number = in.readInt();
    long pipes = in.readLong();
    int count = in.readInt();
    List<Magic> magics = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      magics.add(new Magic(in.readText(), in.readText(), in.readTexts(), in.readText()));
    }
    return new Begin(cell, number, pipes, magics);
  }
}
