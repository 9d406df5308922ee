package dev.culvert.magics.output.internal;

import dev.culvert.api.Captured;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Outputs.Capture;
import dev.culvert.api.Outputs.Kind;
import dev.culvert.api.ScopedValue;
import dev.culvert.magics.internal.Declares;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.internal.TakesCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %capture} and {@code %%capture}: what code puts out, as a value instead. */
public final class CaptureMagic extends PicocliMagic implements ScopedValue {

  /** What the cells began that are not yet left, the newest first; guarded by itself. */
  private final Deque<Capture> entered = new ArrayDeque<>();

  public CaptureMagic() {
    super("capture");
  }

  @ResultType(Captured.class)
  @Command(
      description = "Holds back what code puts out, and gives it as a value.",
      footer = {
        "",
        "var out = %%capture { ... } takes Java; %%%%capture out takes the cell below it, and its"
            + " magics. Held back is what the cell puts out meanwhile, also by threads and child"
            + " processes: out.stdout(), out.stderr(), out.displays(); out.show() shows it. When"
            + " the code fails, it is shown, and so is more than 32 MB."
      })
  static final class CaptureCommand implements Callable<Object>, TakesCode {

    private final MagicCall call;

    @Option(names = "--no-stdout", description = "Show stdout.")
    private boolean noStdout;

    @Option(names = "--no-stderr", description = "Show stderr.")
    private boolean noStderr;

    @Option(names = "--no-display", description = "Show what is displayed.")
    private boolean noDisplay;

    @Declares
    @Parameters(
        arity = "0..1",
        paramLabel = "CODE|VARIABLE",
        description = "Java; behind %%%%capture the name of the variable, or nothing.")
    private String code;

    CaptureCommand(MagicCall call) {
      this.call = call;
    }

    /** A capture that has begun for a cell, else what the code put out. */
    @Override
    public Object call() throws Exception {
      Callable<?> body = call.isCell() ? null : TakesCode.in(call);
      Capture capture = call.notebook().outputs().capture(kinds());
      if (body == null) {
        return capture;
      }
      try (capture) {
        body.call();
        return capture.end();
      }
    }

    private Set<Kind> kinds() {
      Set<Kind> kinds = EnumSet.allOf(Kind.class);
      if (noStdout) {
        kinds.remove(Kind.STDOUT);
      }
      if (noStderr) {
        kinds.remove(Kind.STDERR);
      }
      if (noDisplay) {
        kinds.remove(Kind.DISPLAY);
      }
      return kinds;
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new CaptureCommand(call);
  }

  @Override
  public void enter(MagicCall call) throws Exception {
    Object begun = run(call);
    boolean help = begun == null;
    Capture capture = help ? call.notebook().outputs().capture(Set.of()) : (Capture) begun;
    synchronized (entered) {
      entered.push(capture);
    }
  }

  @Override
  public Captured take() {
    return pop().end();
  }

  @Override
  public void leave() {
    pop().close();
  }

  private Capture pop() {
    synchronized (entered) {
      return entered.pop();
    }
  }
}
