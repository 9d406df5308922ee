package dev.culvert.magics.tunnel.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The server let the user in with nothing that was shown. */
final class AuthRefused {

  private AuthRefused() {}

  static TunnelError of(
      SshPlan plan,
      Credentials credentials,
      Credentials.Offer offer,
      AuthTrace trace,
      boolean answered,
      long millis) {
    Set<String> methods = new TreeSet<>(trace.methods());
    TunnelError.Code code = code(plan, credentials, trace, methods);
    return new TunnelError(
        code,
        "%s refused user '%s' after %d ms. Server accepts: %s. Tried: %s. %s"
            .formatted(
                plan.server(),
                plan.user(),
                millis,
                methods.isEmpty() ? "it did not say" : String.join(", ", methods),
                tried(credentials, offer, trace, answered),
                switch (code) {
                  case CERT -> certificateFix(credentials);
                  case AUTH_NO_PASSWORD ->
                      "Fix: it takes no passwords (PasswordAuthentication no in its sshd_config); "
                          + keyFix(plan)
                          + ".";
                  case AUTH_ROOT ->
                      "Fix: sshd takes no password of root unless PermitRootLogin yes is set, which"
                          + " cannot be told from a wrong password; log in as another user, or "
                          + keyFix(plan)
                          + ".";
                  default -> fix(plan, methods, !offer.keys().isEmpty());
                }));
  }

  private static TunnelError.Code code(
      SshPlan plan, Credentials credentials, AuthTrace trace, Set<String> methods) {
    boolean passwords = methods.contains("password") || methods.contains("keyboard-interactive");
    if (!credentials.badCertificates().isEmpty()) {
      return TunnelError.Code.CERT;
    } else if (credentials.hasPassword() && !methods.isEmpty() && !passwords) {
      return TunnelError.Code.AUTH_NO_PASSWORD;
    } else if (trace.passwordRefused() && plan.user().equals("root")) {
      return TunnelError.Code.AUTH_ROOT;
    }
    return TunnelError.Code.AUTH;
  }

  private static String keyFix(SshPlan plan) {
    return "have a key of yours added to %s's authorized_keys (%%tunnel key add)"
        .formatted(plan.user());
  }

  private static String tried(
      Credentials credentials, Credentials.Offer offer, AuthTrace trace, boolean answered) {
    List<String> tried = new ArrayList<>();
    for (Credentials.Key key : offer.keys()) {
      tried.add(
          key.source()
              + " "
              + HostKeyCheck.describe(key.publicKey())
              + (trace.taken(key.pair())
                  ? " (taken, and more is wanted)"
                  : trace.refused(key.pair()) ? " (refused)" : " (not reached)"));
    }
    tried.addAll(offer.missing());
    if (credentials.hasPassword()) {
      tried.add("password" + (trace.passwordRefused() ? " (refused)" : " (not taken)"));
    }
    if (answered) {
      tried.add("answers to its questions (refused)");
    }
    return tried.isEmpty()
        ? "nothing, for there is no key and no password"
        : String.join("; ", tried);
  }

  private static String certificateFix(Credentials credentials) {
    return "Fix: "
        + String.join("; ", credentials.badCertificates())
        + ". Get a new certificate from who issues them, as with 'step ssh login' or 'tsh login'.";
  }

  /** A refused key may have causes that nobody can tell apart from outside. */
  private static String fix(SshPlan plan, Set<String> methods, boolean keys) {
    boolean keysAlone = !methods.isEmpty() && methods.equals(Set.of("publickey"));
    String key = "add the public half of a key to %s's authorized_keys".formatted(plan.user());
    String fix =
        keysAlone
            ? "Fix: " + key + ", or name another key with -i."
            : "Fix: check the user name, give --password or --secrets FILE --as NAME, or "
                + key
                + ".";
    return keys
        ? fix
            + " If it stands there: look whether it is the public half, and at the modes of the"
            + " file and its folder; %tunnel doctor with another key or a password finds out."
        : fix;
  }
}
