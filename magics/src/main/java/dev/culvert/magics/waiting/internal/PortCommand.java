package dev.culvert.magics.waiting.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code %wait port}. */
@Command(name = "port", description = "Wait until something listens on a port.")
@ResultType(void.class)
final class PortCommand implements Runnable {

  private static final Pattern FORM =
      Pattern.compile("(?:(\\[[^\\]]+\\]|[^:\\[\\]]+):)?(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  private final Notebook notebook;

  @Mixin private WaitOptions options;

  @Parameters(
      index = "0",
      paramLabel = "HOST:PORT",
      description = "Where; a port alone is one of this machine.")
  private String target;

  PortCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    Matcher parts = FORM.matcher(target);
    int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw UserError.usage(
          "%wait port: '" + target + "' is no HOST:PORT with a port from 1 to 65535.");
    }
    String host = parts.group(1) == null ? "localhost" : parts.group(1).replaceAll("[\\[\\]]", "");
    options.await(new PortCondition(host, port), notebook);
  }
}
