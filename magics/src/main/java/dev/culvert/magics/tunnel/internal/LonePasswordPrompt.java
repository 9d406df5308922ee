package dev.culvert.magics.tunnel.internal;

import java.util.regex.Pattern;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;

/**
 * Answers a server that asks for the password as a question of its own (PAM), with the password the
 * user gave. Any other question, such as one for a one-time password, is left unanswered.
 */
final class LonePasswordPrompt implements UserInteraction {

  private static final Pattern PASSWORD =
      Pattern.compile(
          "(\\([^)]*\\) )?([^ ]+'s )?password( for [^ ]+)?:\\s*", Pattern.CASE_INSENSITIVE);

  @Override
  public boolean isInteractionAllowed(ClientSession session) {
    return true;
  }

  @Override
  public String[] interactive(
      ClientSession session,
      String name,
      String instruction,
      String lang,
      String[] prompt,
      boolean[] echo) {
    if (prompt.length == 0) {
      return new String[0];
    }
    boolean lonePassword = prompt.length == 1 && !echo[0] && PASSWORD.matcher(prompt[0]).matches();
    String password = lonePassword ? SshConnector.passwordOf(session) : null;
    return password == null ? null : new String[] {password};
  }

  @Override
  public String getUpdatedPassword(ClientSession session, String prompt, String lang) {
    return null;
  }
}
