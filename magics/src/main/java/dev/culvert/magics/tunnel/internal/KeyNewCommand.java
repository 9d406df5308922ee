package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %tunnel key new}. Never writes over a file. */
@ResultType(void.class)
@Command(
    name = "new",
    description = "Makes an ed25519 key pair: FILE, which you alone may read, and FILE.pub.")
final class KeyNewCommand implements Runnable {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "~/.ssh/id_ed25519",
      description = "The private half (default: ${DEFAULT-VALUE}).")
  private String file;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      description = "What stands behind the key (default: your user name).")
  private String comment = System.getProperty("user.name");

  @Option(names = "--passphrase", description = "Ask for a passphrase that protects the key.")
  private boolean askPassphrase;

  private final Notebook notebook;

  KeyNewCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    Path path = HomePath.of(file);
    char[] passphrase = askPassphrase ? passphrase() : new char[0];
    try {
      NewKey key = NewKey.write(path, Printable.of(comment), passphrase);
      notebook.display(MimeBundle.text(report(key)));
    } catch (IOException e) {
      throw new TunnelError(
          Code.KEY,
          "the key cannot be written to %s (%s). Check that you own the folder."
              .formatted(file, Printable.of(e.toString())),
          e);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  private String report(NewKey key) {
    return """
        new key %s
          private half %s (yours alone; give it to nobody)
          public half  %s.pub
        %s
        To have a server take it: %%tunnel key add [USER@]HOST -i %s.pub"""
        .formatted(HostKeyCheck.describe(key.publicKey()), file, file, key.publicLine(), file);
  }

  private char[] passphrase() {
    char[] first = notebook.password("Passphrase for the new key: ");
    char[] second = notebook.password("Once more: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same || first.length == 0) {
      Arrays.fill(first, '\0');
      throw new TunnelError(
          Code.KEY,
          same
              ? "the passphrase is empty. Leave --passphrase out for a key without one."
              : "the two passphrases differ; no key was made.");
    }
    return first;
  }
}
