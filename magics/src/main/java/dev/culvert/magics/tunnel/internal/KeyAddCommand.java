package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code %tunnel key add}: what {@code ssh-copy-id} does. Logs in with what else there is: other
 * keys, an agent, a password.
 */
@ResultType(void.class)
@Command(
    name = "add",
    description = "Has an SSH server take a key, as ssh-copy-id does, and prints that command.")
final class KeyAddCommand implements Runnable {

  /** Appends what comes in, after a line that was not ended; nothing of ours is in its text. */
  private static final String APPEND =
      "cd && umask 077 && mkdir -p .ssh && touch .ssh/authorized_keys"
          + " && if grep -qF '%s' .ssh/authorized_keys; then echo there; else"
          + " if [ -n \"$(tail -c 1 .ssh/authorized_keys)\" ]; then echo >> .ssh/authorized_keys; fi"
          + " && cat >> .ssh/authorized_keys && echo added; fi";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "[USER@]HOST[:PORT]", description = "The SSH server.")
  private String server;

  @Mixin private LoginOptions login;

  @Option(
      names = "--login-key",
      paramLabel = "KEY",
      description = "A private key to log in with; or else the configured ones.")
  private List<String> loginKeys = List.of();

  private final Notebook notebook;

  KeyAddCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    Destination destination = Destination.parse(server);
    login.check(destination).ifPresent(this::misuse);
    if (login.keys().size() != 1) {
      misuse("name the one key to add with -i KEY.pub.");
    }
    String written = login.keys().get(0);
    String line = publicLine(written);
    WayFinder.Way way = login.way(destination, loginKeys, notebook, this::warn);
    SshPlan plan = way.last().plan();
    say("the same in a shell: " + shellCommand(written, plan));
    try {
      SshLink link = new Opening(notebook).connect(way.hops());
      try {
        report(add(link, line), written, line, plan);
      } finally {
        link.close();
      }
    } finally {
      way.hops().forEach(hop -> hop.credentials().close());
    }
  }

  private static RemoteCommand.Outcome add(SshLink link, String line) {
    String[] words = line.split(" ");
    return link.run(
        APPEND.formatted(words[0] + " " + words[1]),
        (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void report(RemoteCommand.Outcome outcome, String written, String line, SshPlan plan) {
    if (outcome.exit() != 0) {
      throw new TunnelError(
          Code.KEY,
          "%s did not take the key (exit code %d: %s). Its account may allow no commands; ask its admin to add this line to authorized_keys: %s"
              .formatted(plan, outcome.exit(), Printable.of(outcome.err()), line));
    }
    boolean there = outcome.out().contains("there");
    say(
        "%s %s %s the authorized_keys of %s"
            .formatted(
                written,
                HostKeyCheck.describe(PublicKeyFile.parse(line).orElseThrow()),
                there ? "was already in" : "was added to",
                plan));
  }

  private static String shellCommand(String key, SshPlan plan) {
    String port = plan.server().port() == 22 ? "" : "-p " + plan.server().port() + " ";
    return "ssh-copy-id -i %s %s%s@%s".formatted(key, port, plan.user(), plan.server().host());
  }

  /** The line of a public key; a private one is not even sent a part of. */
  private static String publicLine(String written) {
    Path path = HomePath.of(written);
    try {
      String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
      if (text.contains("PRIVATE KEY") || text.startsWith("PuTTY-User-Key-File")) {
        throw new TunnelError(
            Code.KEY,
            "%s is a private key, which never leaves this machine; nothing was sent. Add its public half: -i %s.pub."
                .formatted(written, written));
      }
      PublicKey key = PublicKeyFile.parse(text).orElse(null);
      if (key == null || text.lines().count() != 1) {
        throw new TunnelError(
            Code.KEY,
            "%s is not a public key of one line, as ssh-ed25519 AAAA... name. %%tunnel key new makes one."
                .formatted(written));
      }
      String[] words = text.split("\\s+", 3);
      return words[0] + " " + words[1] + (words.length < 3 ? "" : " " + Printable.of(words[2]));
    } catch (IOException e) {
      throw new TunnelError(
          Code.KEY,
          "public key %s cannot be read (%s). %%tunnel key new makes a pair."
              .formatted(written, e.getClass().getSimpleName()),
          e);
    }
  }

  private void misuse(String what) {
    throw new ParameterException(spec.commandLine(), what);
  }

  private void warn(String warning) {
    say("warning: " + warning);
  }

  private void say(String text) {
    notebook.display(MimeBundle.text(text));
  }
}
