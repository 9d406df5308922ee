package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * A private key file as the user named it. Reading it asks for its passphrase when it has one.
 *
 * <p>Keys are read before connecting, on the cell's thread: only there may the user be asked, and
 * only so is the reason kept when a key cannot be read.
 */
final class KeyFile {

  private static final int PASSPHRASE_TRIES = 3;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final String written;
  private final Path path;

  KeyFile(String written) {
    this.written = written;
    this.path = HomePath.of(written);
  }

  boolean exists() {
    return Files.isRegularFile(path);
  }

  String written() {
    return written;
  }

  /** The public half beside it, which can be had without a passphrase; empty when there is none. */
  Optional<PublicKey> publicKey() {
    Path beside = path.resolveSibling(path.getFileName() + ".pub");
    return PublicKeyFile.read(path.toString().endsWith(".pub") ? path : beside);
  }

  /** The certificate beside it. */
  Path certificate() {
    return path.resolveSibling(path.getFileName() + "-cert.pub");
  }

  /**
   * Reads the key.
   *
   * @throws TunnelError with the format and the reason when it cannot be read
   */
  Credentials.Key read(Notebook notebook, Consumer<String> warnings) {
    SshSecurity.prepare();
    byte[] content = content(warnings);
    try {
      String format = format(content);
      return new Credentials.Key(written, decode(content, format, notebook), false);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private byte[] content(Consumer<String> warnings) {
    try {
      warnIfOpen(warnings);
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw error("key file %s does not exist. Name a private key with -i.".formatted(written), e);
    } catch (IOException e) {
      throw error(
          "key file %s cannot be read (%s). Check that it is a file and that you own it."
              .formatted(written, e.getClass().getSimpleName()),
          e);
    }
  }

  private void warnIfOpen(Consumer<String> warnings) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (posix == null) {
      return; // a file system without modes, as on Windows
    }
    Set<PosixFilePermission> mode = posix.readAttributes().permissions();
    if (!OWNER_ONLY.containsAll(mode)) {
      warnings.accept(
          "key file %s is open to others (%s): chmod 600 %s"
              .formatted(written, PosixFilePermissions.toString(mode), written));
    }
  }

  private String format(byte[] content) {
    String text = new String(content, 0, Math.min(content.length, 512), StandardCharsets.US_ASCII);
    if (text.startsWith("PuTTY-User-Key-File")) {
      throw error(
          "%s is a PuTTY key. Turn it into an OpenSSH one: puttygen %s -O private-openssh -o KEY."
              .formatted(written, written),
          null);
    } else if (text.startsWith("ssh-")
        || text.startsWith("ecdsa-")
        || text.contains("PUBLIC KEY")) {
      throw error(
          "%s is a public key. -i takes the private one, most often the file without .pub."
              .formatted(written),
          null);
    } else if (text.contains("BEGIN OPENSSH PRIVATE KEY")) {
      return "OpenSSH";
    } else if (text.contains("PRIVATE KEY-----")) {
      boolean pkcs8 = text.contains("BEGIN PRIVATE KEY") || text.contains("BEGIN ENCRYPTED");
      return pkcs8 ? "PKCS#8" : "PEM";
    }
    throw error(
        "%s is not a private key: it has no BEGIN ... PRIVATE KEY line.".formatted(written), null);
  }

  private KeyPair decode(byte[] content, String format, Notebook notebook) {
    Passphrase passphrase = new Passphrase(notebook);
    try {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(written), new ByteArrayInputStream(content), passphrase);
      Iterator<KeyPair> found = pairs == null ? null : pairs.iterator();
      if (found != null && found.hasNext()) {
        return found.next();
      }
      throw error("%s is a %s file without a key in it.".formatted(written, format), null);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (e instanceof UserError known) {
        throw known;
      }
      throw passphrase.asked
          ? error(
              "%s, an encrypted key in %s format: the passphrase is wrong."
                  .formatted(written, format),
              null)
          : error(
              "%s, a key in %s format, cannot be read: it is damaged or of an unknown kind."
                  .formatted(written, format),
              e);
    }
  }

  private static TunnelError error(String message, Throwable cause) {
    return new TunnelError(TunnelError.Code.KEY, message, cause);
  }

  /** Asks for the passphrase when the library finds that the key has one. */
  private final class Passphrase implements FilePasswordProvider {
    private final Notebook notebook;
    private boolean asked;

    Passphrase(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public String getPassword(SessionContext session, NamedResource resource, int tries) {
      String again = tries == 0 ? "" : "That was not it. ";
      char[] typed = ask(again + "Passphrase of " + written + ": ");
      asked = true;
      try {
        return new String(typed);
      } finally {
        Arrays.fill(typed, '\0');
      }
    }

    private char[] ask(String prompt) {
      try {
        return notebook.password(prompt);
      } catch (UserError e) {
        throw new NeedsPassphrase(
            "%s is encrypted, and its passphrase cannot be asked for here: %s"
                .formatted(written, e.getMessage()),
            e);
      }
    }

    @Override
    public ResourceDecodeResult handleDecodeAttemptResult(
        SessionContext session, NamedResource resource, int tries, String password, Exception e) {
      return e != null && tries + 1 < PASSPHRASE_TRIES
          ? ResourceDecodeResult.RETRY
          : ResourceDecodeResult.TERMINATE;
    }
  }

  /** The key has a passphrase and there is nobody to ask. */
  static final class NeedsPassphrase extends TunnelError {
    NeedsPassphrase(String message, Throwable cause) {
      super(Code.KEY, message, cause);
    }
  }
}
