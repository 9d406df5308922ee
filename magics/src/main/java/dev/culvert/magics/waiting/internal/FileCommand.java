package dev.culvert.magics.waiting.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %wait file}. */
@Command(name = "file", description = "Wait until a file or folder is there.")
@ResultType(void.class)
final class FileCommand implements Runnable {

  private final Notebook notebook;

  @Mixin private WaitOptions options;

  @Parameters(index = "0", paramLabel = "PATH", description = "The file; ~ is the home folder.")
  private String path;

  @Option(
      names = "--settled",
      description = "And its size is the same at two looks, as of one that is written no more.")
  private boolean settled;

  FileCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    options.await(new FileCondition(path, HomePath.of(path), settled), notebook);
  }
}
