package dev.culvert.client;

/** Where a client sends its requests. */
public enum Channel {
  /** Requests that wait behind the running cell. */
  SHELL,
  /** Requests that a busy kernel answers too: interrupt, shutdown. */
  CONTROL,
  /** Answers to the kernel's questions. */
  STDIN
}
