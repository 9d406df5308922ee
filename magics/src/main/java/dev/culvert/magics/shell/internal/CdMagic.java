package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Surroundings;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %cd}: changes the folder in which relative names of files start. */
public final class CdMagic extends PicocliMagic {

  private final AtomicReference<Path> before = new AtomicReference<>(); // null at first

  public CdMagic() {
    super("cd");
  }

  @ResultType(void.class)
  @Command(
      description = "Changes the folder in which relative names of files start.",
      footer = {
        "",
        "It holds for files that Java opens and programs it starts, until the worker ends. Java itself"
            + " makes relative names absolute (toAbsolutePath) with the folder of its start;"
            + " Path.of(System.getProperty(\"user.dir\"), name) is right."
      })
  final class Cd implements Runnable {

    private final Notebook notebook;

    @Option(names = "-q", description = "Does not show where that is.")
    private boolean quiet;

    @Parameters(
        arity = "0..1",
        paramLabel = "FOLDER",
        description = "The folder; - for the one before, none for your home.")
    private String folder = "~";

    Cd(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      Surroundings surroundings = notebook.surroundings();
      Path here = surroundings.folder();
      surroundings.changeFolder(folder.equals("-") ? previous() : HomePath.of(folder));
      before.set(here);
      if (!quiet) {
        notebook.display(MimeBundle.text(surroundings.folder().toString()));
      }
    }
  }

  private Path previous() {
    Path previous = before.get();
    if (previous == null) {
      throw new UserError("FolderError", "%cd -: no folder was left so far.");
    }
    return previous;
  }

  @Override
  protected Object command(MagicCall call) {
    return new Cd(call.notebook());
  }
}
