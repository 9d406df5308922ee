package dev.culvert.magics.sql.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * A certificate that the server is shown, and its key. Read before connecting, on the cell's
 * thread, where the user may be asked for a passphrase; then any thread.
 *
 * <p>It is shown to every server that asks for one, also where the server names other authorities
 * than its issuer: a refusal says more than an account that is not let in.
 */
final class ClientCertificate extends X509ExtendedKeyManager {

  private static final String ALIAS = "client";
  private static final byte[] PROBE = {1};

  private final X509Certificate[] chain;
  private final PrivateKey key;

  private ClientCertificate(X509Certificate[] chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * Reads both.
   *
   * @param certificate the file of the certificate, and of those between it and the authority
   * @param key the file of its key; null where it stands in the same file
   * @throws UserError when they cannot be used, with the reason
   */
  static ClientCertificate read(
      String certificate, String key, Notebook notebook, Redactor redactor) {
    X509Certificate[] chain = chain(certificate);
    refuseOutOfTime(chain[0], certificate);
    PrivateKey secret =
        key == null
            ? new PrivateKeyFile("--cert", certificate).read(notebook, redactor)
            : new PrivateKeyFile("--key", key).read(notebook, redactor);
    if (!belongTogether(chain[0], secret)) {
      throw UserError.usage(
          "the key in "
              + (key == null ? certificate : key)
              + " is not that of the certificate in "
              + certificate
              + ".");
    }
    return new ClientCertificate(chain, secret);
  }

  /** What stands in the file besides, as the key, is left alone. */
  private static X509Certificate[] chain(String file) {
    List<X509Certificate> chain = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(HomePath.of(file), StandardCharsets.ISO_8859_1);
        PemReader blocks = new PemReader(text)) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemObject block = blocks.readPemObject();
          block != null;
          block = blocks.readPemObject()) {
        if (block.getType().equals("CERTIFICATE")) {
          InputStream content = new ByteArrayInputStream(block.getContent());
          chain.add((X509Certificate) factory.generateCertificate(content));
        }
      }
    } catch (IOException e) {
      throw UserError.usage("the file of --cert, " + file + ", cannot be read.");
    } catch (CertificateException e) {
      throw new UserError("UsageError", withoutCertificate(file), e);
    }
    if (chain.isEmpty()) {
      throw UserError.usage(withoutCertificate(file));
    }
    return chain.toArray(X509Certificate[]::new);
  }

  private static String withoutCertificate(String file) {
    return "the file of --cert, "
        + file
        + ", holds no certificate as PEM. Of PKCS#12: openssl pkcs12 -in "
        + file
        + " -out FILE.pem";
  }

  private static void refuseOutOfTime(X509Certificate certificate, String file) {
    Date now = Date.from(Instant.now());
    if (certificate.getNotAfter().before(now)) {
      throw UserError.usage(
          "the certificate in "
              + file
              + " expired on "
              + day(certificate.getNotAfter())
              + ". Ask for a new one.");
    } else if (certificate.getNotBefore().after(now)) {
      throw UserError.usage(
          "the certificate in "
              + file
              + " begins to hold on "
              + day(certificate.getNotBefore())
              + ". Is the clock of this machine right?");
    }
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }

  /** Whether what the key signs is proven by the certificate. */
  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(signing(key));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // A key of other parameters, as another curve's.
      return false;
    }
  }

  private static String signing(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return Arrays.stream(types).anyMatch(this::isOfType) ? ALIAS : null;
  }

  private boolean isOfType(String type) {
    String algorithm = key.getAlgorithm();
    return type.equals(algorithm) || type.startsWith("RSA") && algorithm.equals("RSA");
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return isOfType(type) ? new String[] {ALIAS} : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return null;
  }
}
