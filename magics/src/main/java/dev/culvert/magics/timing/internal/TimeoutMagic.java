package dev.culvert.magics.timing.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Scoped;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.DurationConverter;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code %timeout} and {@code %%timeout}: how long cells may run. */
public final class TimeoutMagic extends PicocliMagic implements Scoped {

  private static final String OFF = "off";

  public TimeoutMagic() {
    super("timeout");
  }

  @ResultType(void.class)
  @Command(
      description =
          "Stops cells that take longer: this one and all that follow; with %%timeout the one below.",
      footer = {
        "",
        "A cell is stopped as by an interrupt; when that does not help within 2 s, the JVM it runs in"
            + " is replaced. Without TIME it says what holds."
      })
  static final class Limit implements Runnable {

    private final Notebook notebook;

    @Parameters(arity = "0..1", paramLabel = "TIME", description = "500ms, 30s, 2m, 1h or off.")
    private String time;

    Limit(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      if (time != null) {
        notebook.session().limitCells(duration(time));
        return;
      }
      String known =
          notebook
              .session()
              .timeLimit()
              .map(limit -> "cells may run for " + Durations.text(limit.toNanos()))
              .orElse("cells may run for as long as they like");
      notebook.display(MimeBundle.text(known));
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Limit(call.notebook());
  }

  @Override
  public void enter(MagicCall call) {
    if (call.args().size() != 1) {
      throw UserError.usage("%%timeout takes one time, as %%timeout 30s.");
    }
    call.notebook().session().limitCell(duration(call.args().get(0)));
  }

  @Override
  public void leave() {
    // The limit ends with its cell.
  }

  /** Null for none. */
  private static Duration duration(String time) {
    if (time.equals(OFF)) {
      return null;
    }
    try {
      Duration limit = new DurationConverter().convert(time);
      if (limit.isZero()) {
        throw UserError.usage("%timeout takes at least 1ms; off ends it.");
      }
      return limit;
    } catch (TypeConversionException e) {
      throw UserError.usage("%timeout: " + e.getMessage() + ", or off.");
    }
  }
}
