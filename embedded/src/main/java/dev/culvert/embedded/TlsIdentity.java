package dev.culvert.embedded;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key and a self-signed certificate for {@code localhost}, as PEM files.
 *
 * <p>MariaDB 11.4 makes an RSA key at each start when it is given none, which takes seconds; an
 * elliptic one takes milliseconds. It is made anew for each server and dies with its folder, so no
 * key rests in a cache.
 *
 * @param key the PKCS#8 private key, readable by its owner only
 * @param certificate the certificate, which is also what a client must trust
 */
record TlsIdentity(Path key, Path certificate) {

  private static final Duration LIFE = Duration.ofDays(30);

  /**
   * Makes both.
   *
   * @param expired whether the certificate is one whose time was over an hour ago
   */
  static TlsIdentity create(Path folder, boolean expired) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      Path key =
          OwnerOnly.write(
              folder.resolve("server.key"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      Path certificate = folder.resolve("server.crt");
      Files.writeString(certificate, pem("CERTIFICATE", certificate(pair, expired).getEncoded()));
      return new TlsIdentity(key, certificate);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("this JDK cannot make a key and a certificate", e);
    }
  }

  private static X509Certificate certificate(KeyPair pair, boolean expired)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    X500Name name = new X500Name("CN=localhost");
    Instant begin = Instant.now().minus(Duration.ofHours(1)).minus(expired ? LIFE : Duration.ZERO);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
            Date.from(begin),
            Date.from(begin.plus(LIFE)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
              new GeneralName(GeneralName.iPAddress, "::1")
            }));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private static String pem(String kind, byte[] der) {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, lineEnd).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}
