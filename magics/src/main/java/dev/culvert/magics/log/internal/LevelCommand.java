package dev.culvert.magics.log.internal;

import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %log level}: which lines of which logger. */
@ResultType(void.class)
@Command(name = "level", description = "Sets the least level of a logger, or of all.")
final class LevelCommand implements Runnable {

  private final Capture capture;

  @Parameters(
      index = "0",
      paramLabel = "LEVEL",
      description = "trace, debug, info, warn, error or off.")
  private String level;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LOGGER",
      description = "A logger's name; none for the root.")
  private String logger = "";

  LevelCommand(Capture capture) {
    this.capture = capture;
  }

  @Override
  public void run() {
    capture.level(logger, level);
  }
}
