package dev.culvert.magics.tunnel.internal;

/** Told of each step of a connection that went well, by the thread that connects. */
interface ConnectSteps {

  /** Nobody wants to know. */
  ConnectSteps IGNORED = new ConnectSteps() {};

  /**
   * A step went well.
   *
   * @param name as {@code dns}
   * @param found what came of it
   */
  default void passed(SshPlan server, String name, long millis, String found) {}

  /** The login went well; the trace says which keys and passwords were refused before. */
  default void loggedIn(SshPlan server, long millis, Credentials.Offer offer, AuthTrace trace) {}
}
