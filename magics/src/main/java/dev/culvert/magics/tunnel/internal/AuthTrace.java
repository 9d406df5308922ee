package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.security.KeyPair;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.client.session.ClientUserAuthServiceFactory;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * What happened while logging in: which keys and passwords the server refused, which it took and
 * still wanted more, and which methods it takes. Written by the SSH library's threads, read when
 * logging in has ended.
 */
final class AuthTrace implements PublicKeyAuthenticationReporter, PasswordAuthenticationReporter {

  private final Set<KeyPair> refused = new LinkedHashSet<>();
  private final Set<KeyPair> taken = new LinkedHashSet<>();
  private final Set<String> methods = new LinkedHashSet<>();
  private KeyPair let;
  private boolean letByPassword;
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
  }

  @Override
  public synchronized void signalAuthenticationFailure(
      ClientSession session,
      String service,
      String password,
      boolean partial,
      List<String> serverMethods) {
    passwordRefused = !partial;
  }

  @Override
  public synchronized void signalAuthenticationSuccess(
      ClientSession session, String service, KeyPair identity) {
    let = identity;
    letByPassword = false;
  }

  @Override
  public synchronized void signalAuthenticationSuccess(
      ClientSession session, String service, String password) {
    letByPassword = true;
  }

  /** What the server let the user in with, in words. */
  synchronized String success(Credentials.Offer offer) {
    if (letByPassword) {
      return "password";
    }
    return offer.keys().stream()
        .filter(key -> key.pair() == let)
        .map(key -> key.source() + " " + HostKeyCheck.describe(key.publicKey()))
        .findFirst()
        .orElse("answers to its questions");
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
  private synchronized void noteMethods(boolean partial, String serverMethods) {
    if (partial) {
      methods.clear();
    }
    methods.addAll(List.of(Printable.of(serverMethods).split(",")));
  }

  /** Makes the service that logs in; it notes the methods even where none is tried. */
  ServiceFactory service() {
    return new ClientUserAuthServiceFactory() {
      @Override
      public Service create(Session session) throws IOException {
        return new ClientUserAuthService(session) {
          @Override
          public void process(int command, Buffer buffer) throws Exception {
            if (command == SshConstants.SSH_MSG_USERAUTH_FAILURE) {
              int start = buffer.rpos();
              String serverMethods = buffer.getString();
              noteMethods(buffer.getBoolean(), serverMethods);
              buffer.rpos(start);
            }
            super.process(command, buffer);
          }
        };
      }
    };
  }
}
