package dev.culvert.worker.wire;

/**
 * A pair of named pipes that a later cell will have as its file descriptors 1 and 2.
 *
 * @param serial names the pair in {@link Begin}
 * @param secret starts every {@link Mark} in these pipes; random, so that no output looks like one
 * @param out path of the pipe for stdout
 * @param err path of the pipe for stderr
 */
public record Pipes(long serial, byte[] secret, String out, String err) {

  public Packet toPacket() {
    return new Packet().put(serial).put(secret).put(out).put(err);
  }

  public static Pipes read(Packet.Reader in) {
    return new Pipes(in.readLong(), in.readBytes(), in.readText(), in.readText());
  }
}
