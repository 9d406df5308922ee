package dev.culvert.magics.lab.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.lab.LabReport;
import dev.culvert.magics.lab.Observation;
import dev.culvert.magics.lab.Verdict;
import dev.culvert.magics.lab.internal.KernelProbe.ProbeCell;
import dev.culvert.magics.lab.internal.KernelProbe.Seen;
import dev.culvert.magics.maven.internal.Artifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The experiment: every program with every ending in a JVM of its own, in a terminal, and in real
 * kernels. What it reports was seen; nothing is known beforehand.
 *
 * <p>Owner thread: the caller's. JVMs and kernels run side by side and are waited for by a pool.
 */
final class ForkLab {

  static final String LOST_FORKED =
      "IJava forked: a child with inheritIO writes to the kernel's own descriptor 1, which IJava"
          + " does not read. Fix: read the child's pipe in the cell, as Fork.onLine does.";
  static final String LOST_LATE =
      "when a cell ends, its stream is swapped away, and late lines with it. Fix: join the thread"
          + " in the cell.";

  static final String TERMINAL = "terminal";
  static final String BANG = "!java";
  private static final String LOGBACK = "ch.qos.logback:logback-classic:1.5.18";
  private static final int RACE_RUNS = 3;

  private final List<Program> programs;
  private final int runs;
  private final boolean kernels;
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  ForkLab(List<Program> programs, int runs, boolean kernels) {
    this.programs = programs;
    this.runs = runs;
    this.kernels = kernels;
  }

  /** Runs everything; an interrupt ends what runs. */
  LabReport run() throws IOException, InterruptedException {
    List<Path> libraries = libraries();
    List<Program> here = programs.stream().filter(program -> canRun(program, libraries)).toList();
    ExecutorService threads = Executors.newCachedThreadPool(ForkLab::daemon);
    ExecutorService jvms =
        Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()), ForkLab::daemon);
    try (Workshop workshop = new Workshop(libraries);
        Receiver receiver = new Receiver(threads);
        ChildRuns children = new ChildRuns(workshop, receiver.port())) {
      compile(workshop, here);
      List<Future<List<Observation>>> kernelRuns = new ArrayList<>();
      for (Kernels kernel : kernels ? Kernels.values() : new Kernels[0]) {
        kernelRuns.add(threads.submit(() -> inKernel(kernel, workshop, here)));
      }
      List<Future<Observation>> childRuns = new ArrayList<>();
      for (Program program : here) {
        for (Ending ending : endings(program)) {
          childRuns.add(jvms.submit(() -> inChild(program, ending, children, receiver)));
        }
        if (ChildRuns.hasTerminal()) {
          childRuns.add(jvms.submit(() -> inTerminal(program, children, receiver)));
        }
      }
      List<Observation> all = new ArrayList<>();
      for (Future<Observation> each : childRuns) {
        all.add(result(each));
      }
      for (Future<List<Observation>> each : kernelRuns) {
        all.addAll(result(each));
      }
      return report(all);
    } finally {
      jvms.shutdownNow();
      threads.shutdownNow();
    }
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "lab");
    thread.setDaemon(true);
    return thread;
  }

  private static <T> T result(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private List<Path> libraries() {
    if (programs.stream().noneMatch(Program::needsLogback)) {
      return List.of();
    }
    try {
      return Artifacts.jars(LOGBACK);
    } catch (UserError e) {
      notes.add("Logback is not shown: it cannot be fetched. " + e.getMessage());
      return List.of();
    }
  }

  private boolean canRun(Program program, List<Path> libraries) {
    if (program.needs() == Program.Needs.VIRTUAL_THREADS && Runtime.version().feature() < 21) {
      notes.add(program.name() + " is not shown: it needs JDK 21.");
      return false;
    }
    return !program.needsLogback() || !libraries.isEmpty();
  }

  private static List<Ending> endings(Program program) {
    return program.needs() == Program.Needs.LATE_READER
        ? List.of(Ending.RETURN)
        : Arrays.asList(Ending.values());
  }

  private static void compile(Workshop workshop, List<Program> programs) throws IOException {
    for (Program program : programs) {
      for (Ending ending : endings(program)) {
        workshop.write(program.className(ending), program.source(ending));
      }
    }
    String errors = workshop.compile();
    if (!errors.isEmpty()) {
      throw new IOException("the lab's programs do not compile here: " + errors);
    }
  }

  // ---- in JVMs ------------------------------------------------------------------------------

  private Observation inChild(Program program, Ending ending, ChildRuns children, Receiver receiver)
      throws IOException, InterruptedException {
    List<Verdict> verdicts = new ArrayList<>();
    for (int run = 0; run < runs(program); run++) {
      String line = line(program, ending.place(), run);
      String className = program.className(ending);
      Verdict seen =
          program.needs() == Program.Needs.LATE_READER
              ? children.byLateReader(className, line)
              : children.byPipe(className, line);
      verdicts.add(received(program, line, receiver) ? Verdict.KEPT : seen);
    }
    return new Observation(program.name(), ending.place(), verdicts);
  }

  private int runs(Program program) {
    return program.isRace() ? Math.max(runs, RACE_RUNS) : runs;
  }

  private Observation inTerminal(Program program, ChildRuns children, Receiver receiver)
      throws IOException, InterruptedException {
    String line = line(program, TERMINAL, 0);
    Verdict seen = children.inTerminal(program.className(Ending.RETURN), line);
    Verdict verdict = received(program, line, receiver) ? Verdict.KEPT : seen;
    return new Observation(program.name(), TERMINAL, List.of(verdict));
  }

  private static boolean received(Program program, String line, Receiver receiver)
      throws InterruptedException {
    return program.needs() == Program.Needs.LOGBACK_AND_RECEIVER && receiver.has(line);
  }

  private static String line(Program program, String place, int run) {
    return "the-line-of-" + program.name() + "-" + place + "-" + run + ".";
  }

  // ---- in kernels ---------------------------------------------------------------------------

  static String inCell(Kernels kernel) {
    return kernel.title() + " cell";
  }

  static String forked(Kernels kernel) {
    return kernel.title() + " forked";
  }

  private List<Observation> inKernel(Kernels kernel, Workshop workshop, List<Program> programs)
      throws InterruptedException {
    List<ProbeCell> cells = new ArrayList<>();
    Map<String, Program> byCell = new LinkedHashMap<>();
    Map<String, String> placeOf = new LinkedHashMap<>();
    workshop.libraries().forEach(jar -> cells.add(preparation("%classpath " + jar)));
    for (String place : inOrder(kernel)) {
      for (Program program : programs) {
        if (program.needs() == Program.Needs.LOGBACK_AND_RECEIVER) {
          continue; // its line goes past the cell
        }
        String line = line(program, place.toLowerCase(Locale.ROOT).replace(' ', '-'), 0);
        String id = place + " " + program.name();
        byCell.put(id, program);
        placeOf.put(id, place);
        boolean late = place.equals(inCell(kernel)) && program.isLate();
        cells.add(new ProbeCell(id, code(program, place, kernel, workshop, line), line, late));
      }
    }
    try {
      if (kernel == Kernels.CULVERT) {
        ChildRuns.archive(workshop, workshop.source(programs.get(0).className(Ending.RETURN)));
      }
      List<Seen> all = kernel.run(workshop.home(), cells);
      if (all.size() < cells.size()) {
        notes.add(
            kernel.title()
                + ": this machine is too busy to try everything in 40 s. Choose programs by --case.");
      }
      return all.stream()
          .filter(seen -> byCell.containsKey(seen.id()))
          .map(seen -> observation(byCell.get(seen.id()), placeOf.get(seen.id()), seen))
          .toList();
    } catch (IOException e) {
      notes.add(e.getMessage());
      return List.of();
    }
  }

  private static Observation observation(Program program, String place, Seen seen) {
    return new Observation(program.name(), place, List.of(seen.verdict()));
  }

  private static ProbeCell preparation(String code) {
    return new ProbeCell(code, code, "", false);
  }

  private static List<String> places(Kernels kernel) {
    return kernel == Kernels.CULVERT
        ? List.of(BANG, inCell(kernel), forked(kernel))
        : List.of(inCell(kernel), forked(kernel));
  }

  /** The slowest last, since there may be no time for it. */
  private static List<String> inOrder(Kernels kernel) {
    List<String> places = new ArrayList<>(places(kernel));
    if (places.remove(BANG)) {
      places.add(BANG);
    }
    return places;
  }

  private static String code(
      Program program, String place, Kernels kernel, Workshop workshop, String line) {
    String className = program.className(Ending.RETURN);
    if (place.equals(BANG)) {
      return "!"
          + String.join(" ", ChildRuns.sourceCommand(workshop))
          + " -XX:SharedArchiveFile="
          + workshop.archive()
          + " "
          + workshop.source(className)
          + " "
          + line;
    }
    return place.equals(inCell(kernel))
        ? program.cell(line)
        : forkingCell(className, workshop.classPath(), line);
  }

  /** A cell that forks a program as the article does: {@code inheritIO}, then {@code waitFor}. */
  static String forkingCell(String className, String classPath, String line) {
    StringBuilder cell = new StringBuilder("new ProcessBuilder(");
    String comma = "";
    for (String word : ChildRuns.command(className, classPath, 0, line)) {
      cell.append(comma).append('"').append(word.replace("\\", "\\\\")).append('"');
      comma = ", ";
    }
    return cell + ").inheritIO().start().waitFor();";
  }

  // ---- the table ----------------------------------------------------------------------------

  private LabReport report(List<Observation> seen) {
    List<String> places = new ArrayList<>();
    Arrays.stream(Ending.values()).map(Ending::place).forEach(places::add);
    places.add(TERMINAL);
    if (kernels) {
      places.addAll(places(Kernels.CULVERT));
      places.addAll(places(Kernels.IJAVA));
    }
    places.removeIf(place -> seen.stream().noneMatch(one -> one.place().equals(place)));
    if (!ChildRuns.hasTerminal()) {
      notes.add("No terminal is shown: install util-linux, which has script.");
    }
    addReasons(seen);
    List<LabReport.Row> rows =
        programs.stream()
            .filter(program -> seen.stream().anyMatch(one -> one.program().equals(program.name())))
            .map(
                program ->
                    new LabReport.Row(
                        program.name(), program.title(), program.why(), program.fix()))
            .toList();
    String title =
        "Whether a line is seen, on Java "
            + Runtime.version()
            + ". return to throw: a forked JVM, by how it ends; its parent reads a pipe";
    return new LabReport(title, places, rows, seen, notes);
  }

  private void addReasons(List<Observation> seen) {
    if (programs.stream()
        .map(Program::name)
        .anyMatch(
            name ->
                isSeen(seen, name, forked(Kernels.IJAVA), Verdict.LOST)
                    && isSeen(seen, name, forked(Kernels.CULVERT), Verdict.KEPT))) {
      notes.add(LOST_FORKED);
    }
    if (isSeen(seen, "late-thread", inCell(Kernels.IJAVA), Verdict.LOST)) {
      notes.add("IJava cell: " + LOST_LATE);
    }
  }

  private static boolean isSeen(
      List<Observation> seen, String program, String place, Verdict verdict) {
    return seen.stream()
        .anyMatch(
            one ->
                one.program().equals(program)
                    && one.place().equals(place)
                    && one.verdicts().contains(verdict));
  }
}
