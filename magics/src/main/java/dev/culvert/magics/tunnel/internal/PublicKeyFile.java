package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** A public key or a certificate in OpenSSH's one-line format. */
final class PublicKeyFile {

  private PublicKeyFile() {}

  /** The key in a file; empty when there is no such file, or no such key in it. */
  static Optional<PublicKey> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty(); // the private half says what is wrong, if that is needed
    }
  }

  /** The key in a line; empty when it holds none. */
  static Optional<PublicKey> parse(String line) {
    SshSecurity.prepare();
    try {
      PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(line.strip());
      return entry == null
          ? Optional.empty()
          : Optional.ofNullable(
              entry.resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
