package dev.culvert.magics.tunnel.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The server let the user in with nothing that was shown. */
final class AuthRefused extends TunnelError {

  private final transient Set<String> methods;

  private AuthRefused(String message, Set<String> methods) {
    super(Code.AUTH, message);
    this.methods = methods;
  }

  static AuthRefused of(SshPlan plan, Credentials credentials, AuthTrace trace, long millis) {
    Set<String> methods = new TreeSet<>(trace.methods());
    return new AuthRefused(
        "%s refused user '%s' after %d ms. Server accepts: %s. Tried: %s. %s"
            .formatted(
                plan.server(),
                plan.user(),
                millis,
                methods.isEmpty() ? "it did not say" : String.join(", ", methods),
                tried(credentials, trace),
                fix(plan, methods)),
        methods);
  }

  /** Whether asking for a password may help: the server takes one, or did not say what it takes. */
  boolean passwordMayHelp() {
    return methods.isEmpty()
        || methods.contains("password")
        || methods.contains("keyboard-interactive");
  }

  private static String tried(Credentials credentials, AuthTrace trace) {
    List<String> tried = new ArrayList<>();
    for (Credentials.Key key : credentials.keys()) {
      String outcome = trace.refused(key.pair()) ? " (refused)" : " (not reached)";
      tried.add(key.source() + " " + HostKeyCheck.describe(key.pair().getPublic()) + outcome);
    }
    credentials.notTried().forEach(skipped -> tried.add(skipped));
    if (credentials.hasPassword()) {
      tried.add("password" + (trace.passwordRefused() ? " (refused)" : " (not taken)"));
    }
    return tried.isEmpty()
        ? "nothing, for there is no key and no password"
        : String.join("; ", tried);
  }

  private static String fix(SshPlan plan, Set<String> methods) {
    boolean keysAlone = !methods.isEmpty() && methods.equals(Set.of("publickey"));
    String key = "add the public half of a key to %s's authorized_keys".formatted(plan.user());
    return keysAlone
        ? "Fix: " + key + ", or name another key with -i."
        : "Fix: check the user name, give --password or --secrets FILE --as NAME, or " + key + ".";
  }
}
