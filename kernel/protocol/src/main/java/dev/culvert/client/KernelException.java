package dev.culvert.client;

/** A kernel that did not start, died, did not answer, or cannot be asked what it was asked. */
public final class KernelException extends Exception {

  public KernelException(String message) {
    super(message);
  }

  public KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}
