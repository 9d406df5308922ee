package dev.culvert.magics.tunnel.internal;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a user has to show to an SSH server. Kept as long as the tunnel, for reconnecting; closing
 * wipes the password.
 *
 * <p>Owner: the cell's thread until the tunnel is open, then whoever holds the tunnel's connect
 * lock.
 */
final class Credentials implements AutoCloseable {

  /**
   * A private key.
   *
   * @param source the file it came from, as the user knows it
   */
  record Key(String source, KeyPair pair) {
    @Override
    public String toString() {
      return "Key[" + source + "]";
    }
  }

  private final List<Key> keys = new ArrayList<>();
  private final List<String> notTried = new ArrayList<>();
  private char[] password;

  void add(Key key) {
    keys.add(key);
  }

  /** Notes a key that cannot be shown, and why. */
  void skip(String sourceAndReason) {
    notTried.add(sourceAndReason);
  }

  /** Takes over the array; it is wiped when these credentials are closed. */
  void setPassword(char[] typed) {
    wipe();
    password = typed;
  }

  List<Key> keys() {
    return List.copyOf(keys);
  }

  List<String> notTried() {
    return List.copyOf(notTried);
  }

  boolean hasPassword() {
    return password != null;
  }

  /** The password as the SSH library wants it. */
  String password() {
    return new String(password);
  }

  @Override
  public void close() {
    wipe();
    keys.clear();
  }

  private void wipe() {
    if (password != null) {
      Arrays.fill(password, '\0');
      password = null;
    }
  }

  @Override
  public String toString() {
    return "Credentials[keys=" + keys + ", password=" + (password == null ? "none" : "***") + "]";
  }
}
