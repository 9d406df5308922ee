package dev.culvert.magics.lab.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.lab.LabReport;
import dev.culvert.magics.lab.Observation;
import dev.culvert.magics.lab.Verdict;
import dev.culvert.magics.lab.internal.KernelProbe.ProbeCell;
import dev.culvert.magics.lab.internal.KernelProbe.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class of a learner's own: as a forked JVM, and as a thread in real kernels, side by side. Each
 * line that any of them printed is a row.
 */
final class LearnersLab {

  private static final Pattern CLASS = Pattern.compile("\\bclass\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)");
  private static final String PIPE = "forked JVM";
  private static final int MOST_LINES = 50;

  private final String source;
  private final String className;
  private final List<String> notes = new ArrayList<>();

  LearnersLab(String source) {
    this.source = source;
    Matcher name = CLASS.matcher(source);
    if (!source.contains("main") || !name.find()) {
      throw UserError.usage(
          "%%lab fork takes a class with public static void main(String[] args) below it.");
    }
    className = name.group(1);
  }

  LabReport run(boolean kernels) throws IOException, InterruptedException {
    try (Workshop workshop = new Workshop(List.of());
        ChildRuns children = new ChildRuns(workshop, 0)) {
      workshop.write(className, source);
      String errors = workshop.compile();
      if (!errors.isEmpty()) {
        throw new UserError("LabError", "%%lab fork: the class does not compile:\n" + errors);
      }
      List<CompletableFuture<Void>> running = new ArrayList<>();
      Map<String, Seen> seen = new LinkedHashMap<>();
      for (Kernels kernel : kernels ? Kernels.values() : new Kernels[0]) {
        running.add(CompletableFuture.runAsync(() -> runIn(kernel, workshop, seen)));
      }
      String output = children.output(className);
      for (CompletableFuture<Void> each : running) {
        each.join();
      }
      synchronized (seen) {
        seen.put(PIPE, new Seen(PIPE, Verdict.NOT_RUN, output, ""));
        return report(seen);
      }
    }
  }

  private void runIn(Kernels kernel, Workshop workshop, Map<String, Seen> seen) {
    String thread =
        source
            + "\nnew Thread(() -> { try { "
            + className
            + ".main(new String[0]); } catch (Exception e) { e.printStackTrace(); } }).start();";
    List<ProbeCell> cells =
        List.of(
            new ProbeCell(
                kernel.title() + " forked",
                ForkLab.forkingCell(className, workshop.classPath(), ""),
                "",
                true),
            new ProbeCell(kernel.title() + " thread", thread, "", true));
    try {
      List<Seen> all = kernel.run(workshop.home(), cells);
      synchronized (seen) {
        all.forEach(one -> seen.put(one.id(), one));
      }
    } catch (IOException e) {
      synchronized (seen) {
        notes.add(e.getMessage());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LabReport report(Map<String, Seen> seen) {
    List<String> places = new ArrayList<>(List.of(PIPE));
    for (String kind : List.of(" forked", " thread")) {
      for (Kernels kernel : Kernels.values()) {
        places.add(kernel.title() + kind);
      }
    }
    places.removeIf(place -> !seen.containsKey(place));
    Set<String> lines = new LinkedHashSet<>();
    for (String place : places) {
      lines(seen.get(place).during()).forEach(lines::add);
      lines(seen.get(place).after()).forEach(lines::add);
    }
    List<LabReport.Row> rows = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    for (String line : lines.stream().limit(MOST_LINES).toList()) {
      rows.add(new LabReport.Row(line, "", "", ""));
      for (String place : places) {
        observations.add(new Observation(line, place, List.of(verdict(line, seen.get(place)))));
      }
    }
    addReasons(observations);
    if (lines.isEmpty()) {
      notes.add(className + " printed nothing anywhere: a buffer of its own, never flushed?");
    }
    String title =
        className + " on Java " + Runtime.version() + ": where each of its lines is seen";
    return new LabReport(title, places, rows, observations, notes);
  }

  private void addReasons(List<Observation> seen) {
    if (isSeen(seen, Kernels.IJAVA.title() + " forked", Verdict.LOST)
        && !isSeen(seen, Kernels.CULVERT.title() + " forked", Verdict.LOST)) {
      notes.add(ForkLab.LOST_FORKED);
    }
    if (isSeen(seen, Kernels.IJAVA.title() + " thread", Verdict.LOST)
        && !isSeen(seen, Kernels.CULVERT.title() + " thread", Verdict.LOST)) {
      notes.add("IJava thread: " + ForkLab.LOST_LATE);
    }
    if (isSeen(seen, PIPE, Verdict.LOST)) {
      notes.add(
          "forked JVM: a line that is LOST there was in a buffer of the program's own, or the JVM"
              + " ended before it was written. Fix: flush, and join what prints.");
    }
  }

  private static boolean isSeen(List<Observation> seen, String place, Verdict verdict) {
    return seen.stream()
        .anyMatch(each -> each.place().equals(place) && each.verdicts().contains(verdict));
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  private static Verdict verdict(String line, Seen seen) {
    if (lines(seen.during()).contains(line)) {
      return Verdict.KEPT;
    }
    return lines(seen.after()).contains(line) ? Verdict.LATE : Verdict.LOST;
  }
}
