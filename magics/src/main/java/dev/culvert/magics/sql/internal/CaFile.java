package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** A file of certificates to trust, as PEM. */
final class CaFile {

  private CaFile() {}

  /**
   * When the last of its certificates ends.
   *
   * @return empty for a file without any
   * @throws UserError when it holds something else
   */
  static Optional<Instant> end(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(certificate -> ((X509Certificate) certificate).getNotAfter().toInstant())
          .max(Instant::compareTo);
    } catch (CertificateException | IOException e) {
      throw new UserError(
          "UsageError", "the file of --ca, " + file + ", holds no certificates as PEM.", e);
    }
  }
}
