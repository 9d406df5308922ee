package dev.culvert.protocol;

/** Bytes that are no message of ours. Says what is wrong; the receiver drops them and goes on. */
public final class ProtocolException extends Exception {

  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
