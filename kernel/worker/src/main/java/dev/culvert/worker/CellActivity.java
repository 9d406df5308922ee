package dev.culvert.worker;

import dev.culvert.api.Activity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What cells have running, and the word that a cell says about it at its end. */
final class CellActivity implements Activity {

  private final ThreadBirths births;
  private final Children children;
  private final Orphans orphans;
  private volatile boolean noticed;

  CellActivity(ThreadBirths births, Children children, Orphans orphans) {
    this.births = births;
    this.children = children;
    this.orphans = orphans;
  }

  @Override
  public List<RunningThread> threads() {
    return births.living();
  }

  @Override
  public List<RunningProcess> processes() {
    List<RunningProcess> found = new ArrayList<>();
    Set<Long> listed = new HashSet<>();
    for (Children.Child child : children.all()) {
      Process process = child.process();
      Integer exit = process.isAlive() ? null : process.exitValue();
      found.add(
          new RunningProcess(
              process.pid(),
              child.cell(),
              0,
              child.program(),
              process.info().totalCpuDuration().orElse(null),
              exit));
      listed.add(process.pid());
      if (exit == null) {
        addChildren(process.toHandle(), child.cell(), 1, found, listed);
      }
    }
    for (ProcessHandle other : ProcessHandle.current().children().toList()) {
      add(other, 0, 0, found, listed); // started by a library
    }
    orphans.find().forEach((process, cell) -> add(process, cell, 0, found, listed));
    return found;
  }

  private static void addChildren(
      ProcessHandle parent, int cell, int depth, List<RunningProcess> found, Set<Long> listed) {
    for (ProcessHandle child : parent.children().toList()) {
      add(child, cell, depth, found, listed);
    }
  }

  private static void add(
      ProcessHandle process, int cell, int depth, List<RunningProcess> found, Set<Long> listed) {
    if (!process.isAlive() || !listed.add(process.pid())) {
      return;
    }
    String program =
        process.info().command().map(path -> "" + Path.of(path).getFileName()).orElse("-");
    found.add(
        new RunningProcess(
            process.pid(),
            cell,
            depth,
            program,
            process.info().totalCpuDuration().orElse(null),
            null));
    addChildren(process, cell, depth + 1, found, listed);
  }

  @Override
  public boolean isNoticed() {
    return noticed;
  }

  @Override
  public void setNoticed(boolean value) {
    noticed = value;
  }

  /** On the cell thread, at the cell's end: prints what it leaves running, if that is wanted. */
  void notice(CellRun cell) {
    if (!noticed) {
      return;
    }
    List<String> left = new ArrayList<>();
    threads().stream()
        .filter(each -> each.cell() == cell.number())
        .map(each -> "thread \"" + each.thread().getName() + "\"")
        .forEach(left::add);
    processes().stream()
        .filter(each -> each.cell() == cell.number() && each.exit() == null)
        .map(each -> "process " + each.pid() + " (" + each.program() + ")")
        .forEach(left::add);
    if (!left.isEmpty()) {
      String some = left.stream().limit(5).collect(Collectors.joining(", "));
      String more = left.size() > 5 ? " and " + (left.size() - 5) + " more" : "";
      System.err.println("[left running: " + some + more + ". See %threads and %ps.]");
    }
  }
}
