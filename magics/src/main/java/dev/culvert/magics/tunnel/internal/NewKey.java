package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * A key pair that was just written, in OpenSSH's format. Invariant: the private half is never
 * readable by others, not even for the moment between creating and writing it.
 *
 * @param publicKey the public half
 * @param publicLine its line, as {@code authorized_keys} takes it
 */
record NewKey(PublicKey publicKey, String publicLine) {

  /**
   * Makes and writes a pair.
   *
   * @param passphrase empty for none
   * @throws TunnelError when one of the files is there already
   */
  static NewKey write(Path file, String comment, char[] passphrase) throws IOException {
    SshSecurity.prepare();
    Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
    for (Path each : new Path[] {file, publicFile}) {
      if (Files.exists(each)) {
        throw new TunnelError(
            Code.KEY, each + " is there already, and is not written over. Name another file.");
      }
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.exists(folder)) {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    }
    try {
      KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
      ByteArrayOutputStream secret = new ByteArrayOutputStream();
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
          pair, comment, protection(passphrase), secret);
      ByteArrayOutputStream open = new ByteArrayOutputStream();
      OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair.getPublic(), comment, open);
      Files.createFile(file, mode(folder, "rw-------"));
      Files.write(file, secret.toByteArray());
      String line = open.toString(StandardCharsets.UTF_8).strip();
      Files.writeString(publicFile, line + "\n");
      return new NewKey(pair.getPublic(), line);
    } catch (GeneralSecurityException e) {
      throw new IOException("making the key failed", e);
    }
  }

  private static OpenSSHKeyEncryptionContext protection(char[] passphrase) {
    if (passphrase.length == 0) {
      return null;
    }
    OpenSSHKeyEncryptionContext protection = new OpenSSHKeyEncryptionContext();
    protection.setCipherType("256");
    protection.setPassword(new String(passphrase));
    return protection;
  }

  private static FileAttribute<?>[] mode(Path folder, String mode) throws IOException {
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
