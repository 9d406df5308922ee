package dev.culvert.front.transport;

/** The sockets that carry messages; the heartbeat carries none. */
public enum Channel {
  SHELL,
  CONTROL,
  STDIN,
  IOPUB
}
