package dev.culvert.magics.lab.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.lab.LabReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %lab fork}: where a line is lost, and where it is not. */
@ResultType(LabReport.class)
@Command(
    name = "fork",
    description = {
      "Runs small programs in JVMs of their own, in a terminal, and in real kernels, and shows in a"
          + " table whose line is seen. With a class below %%%%lab fork, that class."
    })
final class ForkCommand implements Callable<LabReport> {

  private static final int MOST_RUNS = 100;

  /** The names of the programs, for completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Programs.ALL.stream().map(Program::name).iterator();
    }
  }

  @Option(
      names = "--case",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "One program; may be given again. Kernels only with --kernels, then.")
  private List<String> cases = List.of();

  @Option(
      names = "--code",
      description = "Show the code of the program of --case, and run nothing.")
  private boolean code;

  @Option(
      names = "--ending",
      paramLabel = "HOW",
      description = "With --code: return, exit, halt, kill, term or throw. Default: return.")
  private String ending = "return";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Run each program N times in JVMs and give shares where runs differ; 1 to 100.")
  private int runs = 1;

  @Option(
      names = "--kernels",
      negatable = true,
      description = "Whether to start Culvert and IJava, too.")
  private Boolean kernels;

  private final MagicCall call;

  ForkCommand(MagicCall call) {
    this.call = call;
  }

  @Override
  public LabReport call() throws InterruptedException {
    if (runs < 1 || runs > MOST_RUNS) {
      throw UserError.usage("%lab fork: --runs takes 1 to " + MOST_RUNS + ", not " + runs + ".");
    }
    try {
      if (call.isCell()) {
        return new LearnersLab(call.body()).run(kernels == null || kernels);
      }
      List<Program> programs = programs();
      if (code) {
        show(programs);
        return null;
      }
      boolean inKernels = kernels == null ? cases.isEmpty() : kernels;
      return new ForkLab(programs, runs, inKernels).run();
    } catch (IOException e) {
      throw new UserError("LabError", "%lab fork: " + e.getMessage(), e);
    }
  }

  private void show(List<Program> programs) {
    Ending how =
        Arrays.stream(Ending.values())
            .filter(each -> each.place().equals(ending))
            .findFirst()
            .orElseThrow(
                () ->
                    UserError.usage(
                        "%lab fork: no ending '"
                            + ending
                            + "'. There are return, exit, halt, kill, term and throw."));
    String text = programs.stream().map(each -> each.source(how)).collect(Collectors.joining("\n"));
    call.notebook()
        .display(
            MimeBundle.text(text.stripTrailing())
                .with("text/markdown", "```java\n" + text + "```\n"));
  }

  private List<Program> programs() {
    if (cases.isEmpty()) {
      return Programs.ALL;
    }
    List<Program> chosen = new ArrayList<>();
    for (String name : cases) {
      chosen.add(
          Programs.ALL.stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name)));
    }
    return chosen;
  }

  private static UserError unknown(String name) {
    return UserError.usage(
        "%lab fork: no case '"
            + name
            + "'. There are "
            + Programs.ALL.stream().map(Program::name).collect(Collectors.joining(", "))
            + ".");
  }
}
