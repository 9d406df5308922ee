package dev.culvert.sockets;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.BooleanSupplier;

/** Failures in the threads of ZeroMQ's library, which prints a stack trace where nobody listens. */
public final class LibraryFailures {

  private LibraryFailures() {}

  /**
   * Logs them: as warnings, or, while sockets are being closed, for debugging alone, because then
   * one thread of the library often has more to say than another still hears.
   */
  public static UncaughtExceptionHandler logged(BooleanSupplier closing) {
    return (where, failure) ->
        System.getLogger(LibraryFailures.class.getName())
            .log(
                closing.getAsBoolean() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                "in " + where.getName(),
                failure);
  }
}
