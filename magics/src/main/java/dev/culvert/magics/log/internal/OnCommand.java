package dev.culvert.magics.log.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.log.LogSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %log on}: from now on, and in all cells. */
@ResultType(String.class)
@Command(
    name = "on",
    description = "Shows lines of java.util.logging, System.Logger and Logback in their cells.")
final class OnCommand implements Callable<String> {

  private final Notebook notebook;
  private final Capture capture;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description = "trace, debug, info, warn, error or off. Default: info.")
  private String level = "info";

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description = "Logback's pattern; %%cell is the cell.")
  private String pattern;

  @Option(names = "--no-colours", description = "Lines without colours.")
  private boolean plain;

  OnCommand(Notebook notebook, Capture capture) {
    this.notebook = notebook;
    this.capture = capture;
  }

  @Override
  public String call() {
    String standard = plain ? LogSettings.PLAIN : LogSettings.COLOURED;
    LogSettings settings =
        new LogSettings(
            Capture.checked(level),
            pattern == null ? standard : pattern.replace("%cell", "%X{cell}") + "%n",
            !plain,
            capture.tail());
    return capture.on(settings, notebook.classLoader());
  }
}
