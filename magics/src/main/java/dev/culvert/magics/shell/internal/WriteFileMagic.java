package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %%writefile}: the lines below it, in a file. */
public final class WriteFileMagic extends PicocliMagic {

  public WriteFileMagic() {
    super("writefile");
  }

  @ResultType(void.class)
  @Command(description = "Writes the lines below it to a file, as they are, in UTF-8.")
  static final class WriteFile implements Callable<Void> {

    private final MagicCall call;

    @Option(
        names = {"-a", "--append"},
        description = "Adds to the file instead of replacing it.")
    private boolean append;

    @Parameters(paramLabel = "FILE", description = "The file; its folder has to be there.")
    private String file;

    WriteFile(MagicCall call) {
      this.call = call;
    }

    @Override
    public Void call() {
      if (!call.isCell()) {
        throw UserError.usage(
            "%writefile takes what it writes from the lines below it: begin the cell with"
                + " %%writefile FILE.");
      }
      Path path = HomePath.of(file);
      String ending = call.body().endsWith("\n") || call.body().isEmpty() ? "" : "\n";
      boolean existed = Files.exists(path);
      try {
        if (append) {
          Files.writeString(
              path, call.body() + ending, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
          Files.writeString(path, call.body() + ending);
        }
      } catch (IOException e) {
        throw new UserError("FileError", file + " cannot be written: " + reason(path), e);
      }
      String verb = append ? "Appended to " : existed ? "Replaced " : "Wrote ";
      call.notebook().display(MimeBundle.text(verb + file));
      return null;
    }
  }

  private static String reason(Path path) {
    Path folder = path.getParent();
    if (Files.isDirectory(path)) {
      return "it is a folder. Give the name of a file in it.";
    } else if (folder != null && !Files.isDirectory(folder)) {
      return "there is no folder " + folder + ". Make it: !mkdir -p " + folder;
    }
    return "permission is missing, or the disk is full.";
  }

  @Override
  protected Object command(MagicCall call) {
    return new WriteFile(call);
  }
}
