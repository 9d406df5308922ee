package dev.culvert.magics.tunnel.internal;

import java.security.KeyPair;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;

/**
 * What happened while logging in: which keys and passwords the server refused, which it took and
 * still wanted more, and which methods it takes. Written by the SSH library's threads, read when
 * logging in has ended.
 */
final class AuthTrace implements PublicKeyAuthenticationReporter, PasswordAuthenticationReporter {

  private final Set<KeyPair> refused = new LinkedHashSet<>();
  private final Set<KeyPair> taken = new LinkedHashSet<>();
  private final Set<String> methods = new LinkedHashSet<>();
  private boolean passwordRefused;
  private int keysTried;

  @Override
  public synchronized void signalAuthenticationAttempt(
      ClientSession session, String service, KeyPair identity, String signature) {
    keysTried++;
  }

  @Override
  public synchronized void signalAuthenticationFailure(
      ClientSession session,
      String service,
      KeyPair identity,
      boolean partial,
      List<String> serverMethods) {
    (partial ? taken : refused).add(identity);
    noteMethods(partial, serverMethods);
  }

  @Override
  public synchronized void signalAuthenticationFailure(
      ClientSession session,
      String service,
      String password,
      boolean partial,
      List<String> serverMethods) {
    passwordRefused = !partial;
    noteMethods(partial, serverMethods);
  }

  @Override
  public void signalAuthenticationExhausted(ClientSession session, String service) {
    // Both interfaces have this one; what was refused is known already.
  }

  synchronized boolean refused(KeyPair key) {
    return refused.contains(key);
  }

  /** Whether the server took the key, and wanted something else on top. */
  synchronized boolean taken(KeyPair key) {
    return taken.contains(key);
  }

  synchronized boolean passwordRefused() {
    return passwordRefused;
  }

  synchronized int keysTried() {
    return keysTried;
  }

  /** The methods the server said it takes; empty when it did not say. */
  synchronized Set<String> methods() {
    return Set.copyOf(methods);
  }

  /** After a first factor only what is still wanted counts. */
  private void noteMethods(boolean partial, List<String> serverMethods) {
    if (partial) {
      methods.clear();
    }
    methods.addAll(serverMethods);
  }
}
