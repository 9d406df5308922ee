package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * What known_hosts files say about one server, read once.
 *
 * <p>Invariant: nothing is ever trusted because a file could not be read. A file that others may
 * write, or that cannot be read, is an error; a line that cannot be understood makes an otherwise
 * unknown server one that cannot be accepted by a yes either, for the line may be about it.
 */
final class KnownHosts {

  /** What the files say about a key. */
  enum Verdict {
    KNOWN,
    UNKNOWN,
    CHANGED,
    REVOKED
  }

  /** A line about the server. */
  record Line(Path file, int number, boolean revoked, PublicKey key) {
    String place() {
      return "line " + number + " of " + file;
    }
  }

  private final HostPort server;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private KnownHosts(HostPort server) {
    this.server = server;
  }

  /**
   * Reads the files that exist.
   *
   * @throws TunnelError when one must not be believed
   */
  static KnownHosts read(List<Path> files, HostPort server) {
    KnownHosts known = new KnownHosts(server);
    for (Path file : files) {
      if (Files.exists(file)) {
        known.read(file);
      }
    }
    return known;
  }

  /** Judges the key a server showed. */
  Verdict judge(PublicKey key) {
    if (lines.stream().anyMatch(line -> line.revoked() && same(line, key))) {
      return Verdict.REVOKED;
    } else if (trusted().stream().anyMatch(line -> same(line, key))) {
      return Verdict.KNOWN;
    }
    return trusted().isEmpty() ? Verdict.UNKNOWN : Verdict.CHANGED;
  }

  /** The line that contradicts a changed key: one of the same type if there is one. */
  Optional<Line> contradicting(PublicKey key) {
    String type = KeyUtils.getKeyType(key);
    return trusted().stream()
        .filter(line -> KeyUtils.getKeyType(line.key()).equals(type))
        .findFirst()
        .or(() -> trusted().stream().findFirst());
  }

  /** The types of key the server is known by, as {@code ssh-ed25519}. */
  Set<String> knownTypes() {
    Set<String> types = new LinkedHashSet<>();
    trusted().forEach(line -> types.add(KeyUtils.getKeyType(line.key())));
    return types;
  }

  /** Lines that could not be understood, by place. */
  List<String> unreadableLines() {
    return List.copyOf(unreadable);
  }

  /** Adds a key the user trusts to a file, which is made if there is none. */
  static void add(Path file, HostPort server, PublicKey key) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      setMode(folder, "rwx------");
    }
    boolean fresh = !Files.exists(file);
    String line =
        KnownHostHashValue.createHostPattern(server.host(), server.port())
            + " "
            + PublicKeyEntry.toString(key)
            + "\n";
    String before = fresh ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
    String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    Files.writeString(file, separator + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (fresh) {
      setMode(file, "rw-------");
    }
  }

  private static void setMode(Path path, String mode) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }

  private List<Line> trusted() {
    return lines.stream().filter(line -> !line.revoked()).toList();
  }

  private static boolean same(Line line, PublicKey key) {
    return KeyUtils.compareKeys(line.key(), key);
  }

  private void read(Path file) {
    try {
      refuseIfOthersMayWrite(file);
      // Every byte is a character here: a broken encoding must not make the file unreadable.
      List<String> text = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      for (int i = 0; i < text.size(); i++) {
        read(file, i + 1, text.get(i).strip());
      }
    } catch (IOException e) {
      throw new TunnelError(
          TunnelError.Code.HOSTKEY,
          "the host key of %s cannot be checked: %s cannot be read (%s). Nothing was sent."
              .formatted(server, file, e.getClass().getSimpleName()),
          e);
    }
  }

  private void refuseIfOthersMayWrite(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix == null) {
      return; // a file system without modes, as on Windows
    }
    Set<PosixFilePermission> mode = posix.readAttributes().permissions();
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new TunnelError(
          TunnelError.Code.HOSTKEY,
          "the host key of %s cannot be checked: others may write %s (%s). Nothing was sent. Look"
                  .formatted(server, file, PosixFilePermissions.toString(mode))
              + " whether its lines are yours, then chmod 600 "
              + file
              + ".");
    }
  }

  private void read(Path file, int number, String text) {
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    try {
      KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(text);
      boolean revoked = "revoked".equals(entry.getMarker());
      boolean authority = entry.getMarker() != null && !revoked;
      // Certificates are not offered to servers yet, so an authority's line says nothing here.
      if (!authority && entry.isHostMatch(server.host(), server.port())) {
        PublicKey key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        lines.add(new Line(file, number, revoked, key));
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      unreadable.add("line " + number + " of " + file);
    }
  }
}
