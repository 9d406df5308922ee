package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.config.HostPatterns;
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
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
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

  /** What a line says about its key. */
  enum Kind {
    /** The server's own. */
    HOST,
    /** Of an authority that signs servers' keys. */
    AUTHORITY,
    /** Never to be trusted. */
    REVOKED
  }

  /** A line about the server. */
  record Line(Path file, int number, Kind kind, PublicKey key) {
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
    if (key instanceof OpenSshCertificate certificate) {
      return judge(certificate);
    } else if (has(Kind.REVOKED, key)) {
      return Verdict.REVOKED;
    } else if (has(Kind.HOST, key)) {
      return Verdict.KNOWN;
    }
    return of(Kind.HOST).isEmpty() ? Verdict.UNKNOWN : Verdict.CHANGED;
  }

  /**
   * A certificate of a trusted authority is as good as a known key; that it is a valid one for this
   * server's name was checked by the key exchange. Of any other authority it counts for nothing,
   * and the key in it is judged.
   */
  private Verdict judge(OpenSshCertificate certificate) {
    PublicKey signer = certificate.getCaPubKey();
    if (has(Kind.REVOKED, signer) || has(Kind.REVOKED, certificate.getCertPubKey())) {
      return Verdict.REVOKED;
    }
    return has(Kind.AUTHORITY, signer) ? Verdict.KNOWN : judge(certificate.getCertPubKey());
  }

  /** The line that contradicts a changed key: one of the same type if there is one. */
  Optional<Line> contradicting(PublicKey key) {
    String type = KeyUtils.getKeyType(key);
    return of(Kind.HOST).stream()
        .filter(line -> KeyUtils.getKeyType(line.key()).equals(type))
        .findFirst()
        .or(() -> of(Kind.HOST).stream().findFirst());
  }

  /** The types of key the server is known by, as {@code ssh-ed25519}. */
  Set<String> knownTypes() {
    Set<String> types = new LinkedHashSet<>();
    of(Kind.HOST).forEach(line -> types.add(KeyUtils.getKeyType(line.key())));
    return types;
  }

  /** Whether an authority may vouch for the server. */
  boolean hasAuthority() {
    return !of(Kind.AUTHORITY).isEmpty();
  }

  /** Lines that could not be understood, by place. */
  List<String> unreadableLines() {
    return List.copyOf(unreadable);
  }

  /**
   * Adds a key the user trusts to a file, which is made if there is none.
   *
   * @param hashed whether the server's name is hashed
   */
  static void add(Path file, HostPort server, boolean hashed, PublicKey key) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      setMode(folder, "rwx------");
    }
    boolean fresh = !Files.exists(file);
    String name = KnownHostHashValue.createHostPattern(server.host(), server.port());
    String line = (hashed ? hash(name) : name) + " " + PublicKeyEntry.toString(key) + "\n";
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

  private static String hash(String name) {
    try {
      byte[] salt = new byte[20];
      new SecureRandom().nextBytes(salt);
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, mac.getAlgorithm()));
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      Base64.Encoder base64 = Base64.getEncoder();
      return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA1", e);
    }
  }

  private List<Line> of(Kind kind) {
    return lines.stream().filter(line -> line.kind() == kind).toList();
  }

  private boolean has(Kind kind, PublicKey key) {
    return of(kind).stream().anyMatch(line -> KeyUtils.compareKeys(line.key(), key));
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
      String[] fields = text.split("\\s+", 2);
      Kind kind = Kind.HOST;
      if (fields[0].startsWith("@")) {
        kind = kind(fields[0]);
        fields = fields[1].split("\\s+", 2);
      }
      PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(fields[1]);
      if (isAboutServer(fields[0])) {
        PublicKey key = entry.resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
        lines.add(new Line(file, number, kind, key));
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      unreadable.add("line " + number + " of " + file);
    }
  }

  /**
   * Whether a line's names are the server's. They are patterns over the name with its port, as
   * OpenSSH reads them: {@code [*.example.org]:*}; the library takes no pattern for a port.
   */
  private boolean isAboutServer(String names) {
    if (names.startsWith("|")) {
      return KnownHostHashValue.parse(names).isHostMatch(server.host(), server.port());
    }
    String name = KnownHostHashValue.createHostPattern(server.host(), server.port());
    return HostPatterns.matchList(names.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  private static Kind kind(String marker) {
    return switch (marker) {
      case "@revoked" -> Kind.REVOKED;
      case "@cert-authority" -> Kind.AUTHORITY;
      default -> throw new IllegalArgumentException("unknown marker");
    };
  }
}
