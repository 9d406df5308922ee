package dev.culvert.magics.tunnel.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * What a server's own files say, as far as the account that logged in may read them: which keys are
 * authorised, what sshd's configuration says, what listens where.
 *
 * <p>Contents stay there: the script answers with names and numbers alone. {@code sshd -T} works
 * for root only; others get the usual place of {@code authorized_keys}.
 */
final class ServerFiles {

  /** Run by the account's sh, from its input; {@code @KEYS@} are calls that name each key. */
  private static final String SCRIPT =
      """
      f=; p=$PPID; n=0
      while [ -n "$p" ] && [ "$p" -gt 1 ] && [ $n -lt 9 ]; do
        a=$(tr '\\000' ' ' < /proc/$p/cmdline)
        case "$a" in
          *"[listener]"*) f=$(printf %s "$a" | sed -n 's/.* -f *\\([^ ]*\\).*/\\1/p'); break ;;
        esac
        p=$(sed 's/^.*) [A-Za-z] \\([0-9]*\\) .*/\\1/' /proc/$p/stat); n=$((n+1))
      done
      u=$(id -un)
      s=$(command -v sshd || echo /usr/sbin/sshd)
      c=$("$s" -T ${f:+-f "$f"} -C user="$u",host=localhost,addr=127.0.0.1)
      printf '%s\\n' "$c" | sed -n 's/^\\(passwordauthentication\\|permitrootlogin\\) /set &/p'
      k=$(printf '%s\\n' "$c" | sed -n 's/^authorizedkeysfile //p')
      has() { grep -qF "$2" "$e" && echo "key $1"; }
      for e in ${k:-.ssh/authorized_keys}; do
        e=$(printf %s "$e" | sed "s|%h|$HOME|g; s|%u|$u|g; s|%%|%|g")
        case "$e" in /*) ;; *) e="$HOME/$e" ;; esac
        [ -r "$e" ] || continue
        echo "file $e"
        grep -q 'PRIVATE KEY-----' "$e" && echo private
        @KEYS@
      done
      sed -n 's/^ *[0-9]*: \\([0-9A-F]*\\):\\([0-9A-F]*\\) [0-9A-F:]* 0A .*/listen \\1 \\2/p' /proc/net/tcp /proc/net/tcp6
      echo end
      """;

  private final List<Credentials.Key> keys;
  private final Set<Integer> held;
  private final boolean privateKey;
  private final List<String> files;
  private final Map<String, String> settings;
  private final Set<Integer> openPorts;

  private ServerFiles(List<Credentials.Key> keys, List<String> lines) {
    this.keys = keys;
    this.held = words(lines, "key").stream().map(Integer::valueOf).collect(Collectors.toSet());
    this.privateKey = lines.contains("private");
    this.files = words(lines, "file");
    this.settings = new HashMap<>();
    for (String set : words(lines, "set")) {
      String[] both = set.split(" +", 3);
      settings.put(both[0], both.length < 2 ? "" : both[1]);
    }
    this.openPorts =
        words(lines, "listen").stream()
            .filter(address -> address.matches("0+ [0-9A-F]{1,4}"))
            .map(address -> Integer.valueOf(address.split(" ")[1], 16))
            .collect(Collectors.toSet());
  }

  /**
   * Reads them.
   *
   * @param keys which to look for
   * @return empty when the server runs no commands for this account
   */
  static Optional<ServerFiles> read(SshLink link, List<Credentials.Key> keys) {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String[] words = PublicKeyEntry.toString(keys.get(i).publicKey()).split(" ");
      calls.add("has %d '%s'".formatted(i, words[1]));
    }
    String script = SCRIPT.replace("@KEYS@", calls.isEmpty() ? ":" : String.join("; ", calls));
    try {
      List<String> lines =
          link.run("sh -s 2> /dev/null", script.getBytes(StandardCharsets.US_ASCII))
              .out()
              .lines()
              .map(Printable::of)
              .toList();
      return lines.contains("end") ? Optional.of(new ServerFiles(keys, lines)) : Optional.empty();
    } catch (TunnelError e) {
      return Optional.empty();
    }
  }

  boolean holds(Credentials.Key key) {
    return held.contains(keys.indexOf(key));
  }

  /** Whether a private key stands among the authorised ones. */
  boolean privateKey() {
    return privateKey;
  }

  /** The file, or what it usually is. */
  String authorizedKeys() {
    return files.isEmpty() ? "~/.ssh/authorized_keys" : files.get(0);
  }

  /** A value of sshd's configuration; empty when it is not known. */
  String setting(String keyword) {
    return settings.getOrDefault(keyword, "");
  }

  boolean listensEverywhere(int port) {
    return openPorts.contains(port);
  }

  private static List<String> words(List<String> lines, String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.substring(kind.length() + 1).strip())
        .toList();
  }
}
