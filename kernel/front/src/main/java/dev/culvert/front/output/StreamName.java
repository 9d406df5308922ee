package dev.culvert.front.output;

import java.util.Locale;

/** The two streams of a cell, as the protocol names them. */
public enum StreamName {
  STDOUT,
  STDERR;

  public StreamName other() {
    return this == STDOUT ? STDERR : STDOUT;
  }

  public String protocolName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
