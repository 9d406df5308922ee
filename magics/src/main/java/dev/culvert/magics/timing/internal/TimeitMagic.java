package dev.culvert.magics.timing.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.internal.TakesCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %timeit} and {@code %%timeit}: runs code many times and says how long it takes. */
public final class TimeitMagic extends PicocliMagic {

  public TimeitMagic() {
    super("timeit");
  }

  @ResultType(void.class)
  @Command(
      description = "Runs the Java behind it, or below it, many times and says how long it takes.",
      footer = {
        "",
        "The code is run unmeasured first, so that Java has compiled it, and its value is kept until"
            + " the next one, so that Java cannot leave it out. Small figures are a hint and no"
            + " proof: JMH measures with more care."
      })
  static final class Timeit implements Callable<Object>, TakesCode {

    private final MagicCall call;

    @Option(
        names = {"-n", "--number"},
        paramLabel = "N",
        description =
            "How often the code runs in each round; without it so often that a round takes 0.2 s.")
    private int number;

    @Option(
        names = {"-r", "--repeat"},
        paramLabel = "R",
        defaultValue = "7",
        description = "How many rounds are measured (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @Option(
        names = "--warmup",
        paramLabel = "SECONDS",
        defaultValue = "1",
        description = "How long the code runs before, at least once (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "A statement or an expression.")
    private String code;

    Timeit(MagicCall call) {
      this.call = call;
    }

    @Override
    public Object call() throws Exception {
      if (number < 0 || repeat < 1 || !(warmUp >= 0)) {
        throw UserError.usage(
            "%timeit: -n and --warmup take 0 or more, -r takes 1 or more. See %timeit --help.");
      }
      System.out.println(Timing.of(TakesCode.in(call), number, repeat, warmUp));
      return null;
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Timeit(call);
  }
}
