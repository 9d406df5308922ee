package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.OwnerOnly;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * A private key as PEM, of PKCS#8 or the older forms of RSA and elliptic curves, which may be
 * encrypted. Used once, on the cell's thread.
 *
 * <p>Hazard: a parser's message may quote what it stumbled over, so none is told or kept.
 */
final class PrivateKeyFile {

  private final String option;
  private final String written;

  /**
   * A file.
   *
   * @param option the option that names it
   * @param written its name, with {@code ~} for the home folder
   */
  PrivateKeyFile(String option, String written) {
    this.option = option;
    this.written = written;
  }

  /**
   * Reads the key, and asks for its passphrase when it has one.
   *
   * @throws UserError when there is none, or it cannot be read
   */
  PrivateKey read(Notebook notebook, Redactor redactor) {
    Path path = HomePath.of(written);
    try (Reader text = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1);
        PEMParser blocks = new PEMParser(text)) {
      OwnerOnly.warning(path, "key file", written)
          .ifPresent(warning -> notebook.display(MimeBundle.text(warning)));
      for (Object block = blocks.readObject(); block != null; block = blocks.readObject()) {
        if (block instanceof PrivateKeyInfo plain) {
          return key(plain);
        } else if (block instanceof PEMKeyPair plain) {
          return key(plain.getPrivateKeyInfo());
        } else if (block instanceof PKCS8EncryptedPrivateKeyInfo
            || block instanceof PEMEncryptedKeyPair) {
          return key(decrypted(block, notebook, redactor));
        }
      }
    } catch (IOException e) {
      throw UserError.usage(
          Files.isReadable(path) ? file() + " is damaged." : file() + " cannot be read.");
    } catch (GeneralSecurityException e) {
      throw UserError.usage(file() + " holds a key that this JDK does not know.");
    }
    throw UserError.usage(
        option.equals("--key")
            ? file() + " holds no private key as PEM."
            : file() + " holds no private key besides: name its file with --key FILE.");
  }

  private String file() {
    return "the file of " + option + ", " + written + ",";
  }

  private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
    ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
    // The JDK knows the numbers of all kinds but this one.
    String name = kind.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : kind.getId();
    return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  private PrivateKeyInfo decrypted(Object block, Notebook notebook, Redactor redactor) {
    char[] passphrase = notebook.password("Passphrase of " + written + ": ");
    redactor.hide(new String(passphrase));
    // It only decrypts, and is not registered: TLS of other code stays as it is.
    Provider provider = new BouncyCastleProvider();
    try {
      return block instanceof PEMEncryptedKeyPair older
          ? older
              .decryptKeyPair(
                  new JcePEMDecryptorProviderBuilder().setProvider(provider).build(passphrase))
              .getPrivateKeyInfo()
          : ((PKCS8EncryptedPrivateKeyInfo) block)
              .decryptPrivateKeyInfo(
                  new JcePKCSPBEInputDecryptorProviderBuilder()
                      .setProvider(provider)
                      .build(passphrase));
    } catch (IOException | PKCSException e) {
      throw UserError.usage(file() + " is encrypted, and that was not its passphrase.");
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }
}
