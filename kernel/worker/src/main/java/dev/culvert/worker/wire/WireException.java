package dev.culvert.worker.wire;

/** The other end could not do what a request asked; the message says why. */
public class WireException extends RuntimeException {
  public WireException(String message) {
    super(message);
  }
}
