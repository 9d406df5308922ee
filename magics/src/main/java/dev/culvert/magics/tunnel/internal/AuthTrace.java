package dev.culvert.magics.tunnel.internal;

import java.security.KeyPair;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;

/**
 * What happened while logging in: which keys and passwords the server refused, and which methods it
 * takes. Written by the SSH library's threads, read when logging in has ended.
 */
final class AuthTrace implements PublicKeyAuthenticationReporter, PasswordAuthenticationReporter {

  private final Set<KeyPair> refused = new LinkedHashSet<>();
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
    refused.add(identity);
    methods.addAll(serverMethods);
  }

  @Override
  public synchronized void signalAuthenticationFailure(
      ClientSession session,
      String service,
      String password,
      boolean partial,
      List<String> serverMethods) {
    passwordRefused = true;
    methods.addAll(serverMethods);
  }

  @Override
  public void signalAuthenticationExhausted(ClientSession session, String service) {
    // Both interfaces have this one; what was refused is known already.
  }

  synchronized boolean refused(KeyPair key) {
    return refused.contains(key);
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
}
