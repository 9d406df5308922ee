package dev.culvert.magics.tunnel.internal;

/** What happens with a server whose key is in no known_hosts file. A changed key never passes. */
enum Trust {
  /** The user is asked. */
  ASK,
  /** Its key is written to known_hosts, and the user is told. */
  ACCEPT_NEW,
  /** It is refused. */
  KNOWN_ONLY
}
