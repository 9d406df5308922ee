package dev.culvert.worker.wire;

/** The other end is gone. */
public final class WireClosedException extends WireException {
  public WireClosedException() {
    super("the other process is gone");
  }
}
