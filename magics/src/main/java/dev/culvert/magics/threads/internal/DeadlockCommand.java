package dev.culvert.magics.threads.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.threads.Deadlocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code %threads deadlock}: who waits for whom in a circle. */
@ResultType(Deadlocks.class)
@Command(
    name = "deadlock",
    description = "Names threads that wait for each other in a circle, with their locks.")
public final class DeadlockCommand implements Callable<Deadlocks> {

  private final Frames frames;

  public DeadlockCommand(Notebook notebook) {
    this.frames = new Frames(notebook);
  }

  @Override
  public Deadlocks call() {
    return find(Snapshot.take());
  }

  private Deadlocks find(List<Seen> threads) {
    Map<String, Seen> owners = new HashMap<>(); // by lock
    threads.forEach(thread -> thread.holds().forEach(lock -> owners.put(lock, thread)));
    List<List<Deadlocks.Waiting>> cycles = new ArrayList<>();
    Set<Long> done = new HashSet<>();
    for (Seen first : threads) {
      List<Seen> way = new ArrayList<>();
      Seen next = first;
      while (next != null && next.waitsFor() != null && done.add(next.id())) {
        way.add(next);
        next = owners.get(next.waitsFor());
      }
      int start = way.indexOf(next);
      if (start >= 0) {
        cycles.add(cycle(way.subList(start, way.size())));
      }
    }
    return new Deadlocks(cycles);
  }

  private List<Deadlocks.Waiting> cycle(List<Seen> way) {
    List<Deadlocks.Waiting> cycle = new ArrayList<>();
    for (int i = 0; i < way.size(); i++) {
      Seen each = way.get(i);
      Seen owner = way.get((i + 1) % way.size());
      cycle.add(
          new Deadlocks.Waiting(
              each.title(),
              frames.where(each),
              Locks.shown(each.waitsFor()),
              owner.title(),
              frames.where(owner)));
    }
    return cycle;
  }
}
