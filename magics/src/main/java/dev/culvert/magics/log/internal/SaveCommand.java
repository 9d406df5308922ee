package dev.culvert.magics.log.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %log save}: the lines as a file. */
@ResultType(void.class)
@Command(name = "save", description = "Writes the lines that %%log tail has into a file.")
final class SaveCommand implements Runnable {

  private final Capture capture;

  @Parameters(index = "0", paramLabel = "FILE", description = "Is replaced when it is there.")
  private String file;

  SaveCommand(Capture capture) {
    this.capture = capture;
  }

  @Override
  public void run() {
    Path path = HomePath.of(file);
    try {
      capture.tail().save(path);
    } catch (IOException e) {
      throw new UserError(
          "LogError", "%log save: " + path + " cannot be written: " + e.getMessage() + ".", e);
    }
  }
}
