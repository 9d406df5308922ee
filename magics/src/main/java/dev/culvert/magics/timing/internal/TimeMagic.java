package dev.culvert.magics.timing.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Scoped;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.TakesCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %time} and {@code %%time}: runs code once and says how long it took. */
public final class TimeMagic extends PicocliMagic implements Scoped {

  /** What the cells began that are not yet left, the newest first; guarded by itself. */
  private final Deque<Stopwatch> entered = new ArrayDeque<>();

  public TimeMagic() {
    super("time");
  }

  @Command(
      description = "Runs the Java behind it, or the cell below it, and says how long it took.",
      footer = {
        "",
        "CPU time is that of all threads of the kernel, to a hundredth of a second. The value of the"
            + " code is the value of the magic. Code that runs for the first time is loaded,"
            + " interpreted and compiled meanwhile: see %%timeit."
      })
  static final class Time implements Callable<Object>, TakesCode {

    private final MagicCall call;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "A statement or an expression.")
    private String code;

    Time(MagicCall call) {
      this.call = call;
    }

    @Override
    public Object call() throws Exception {
      Callable<?> body = TakesCode.in(call);
      Stopwatch watch = new Stopwatch();
      try {
        return body.call();
      } finally {
        System.out.println(watch);
      }
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Time(call);
  }

  @Override
  public void enter(MagicCall call) {
    synchronized (entered) {
      entered.push(new Stopwatch());
    }
  }

  @Override
  public void leave() {
    Stopwatch watch;
    synchronized (entered) {
      watch = entered.pop();
    }
    System.out.println(watch);
  }
}
