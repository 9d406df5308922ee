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
    boolean certificate = !credentials.badCertificates().isEmpty();
    return new TunnelError(
        certificate ? TunnelError.Code.CERT : TunnelError.Code.AUTH,
        "%s refused user '%s' after %d ms. Server accepts: %s. Tried: %s. %s"
            .formatted(
                plan.server(),
                plan.user(),
                millis,
                methods.isEmpty() ? "it did not say" : String.join(", ", methods),
                tried(credentials, offer, trace, answered),
                certificate ? certificateFix(credentials) : fix(plan, methods)));
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

  private static String fix(SshPlan plan, Set<String> methods) {
    boolean keysAlone = !methods.isEmpty() && methods.equals(Set.of("publickey"));
    String key = "add the public half of a key to %s's authorized_keys".formatted(plan.user());
    return keysAlone
        ? "Fix: " + key + ", or name another key with -i."
        : "Fix: check the user name, give --password or --secrets FILE --as NAME, or " + key + ".";
  }
}
