package dev.culvert.magics.log.internal;

import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;

/** {@code %log off}: everything as it was. */
@ResultType(void.class)
@Command(name = "off", description = "Puts the loggers back as they were before %%log on.")
final class OffCommand implements Runnable {

  private final Capture capture;

  OffCommand(Capture capture) {
    this.capture = capture;
  }

  @Override
  public void run() {
    capture.off();
  }
}
