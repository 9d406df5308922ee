package dev.culvert.magics.threads.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %threads dump}: what each thread does now. */
@ResultType(void.class)
@Command(
    name = "dump",
    description = "Shows the stacks of threads that cells made; frames of the kernel are folded.")
public final class DumpCommand implements Runnable {

  private final Notebook notebook;
  private final Frames frames;

  @Option(names = "--cell", paramLabel = "N", description = "Only threads that this cell made.")
  private Integer cell;

  @Option(names = "--all", description = "Every thread of the JVM.")
  private boolean all;

  public DumpCommand(Notebook notebook) {
    this.notebook = notebook;
    this.frames = new Frames(notebook);
  }

  @Override
  public void run() {
    long asking = Thread.currentThread().getId();
    List<Seen> threads =
        Snapshot.take().stream()
            .filter(thread -> thread.id() != asking)
            .filter(this::isWanted)
            .sorted(Comparator.comparingLong(Seen::id))
            .toList();
    String none = "no other thread of " + (cell == null ? "a cell" : "cell " + cell) + " runs";
    notebook.display(
        MimeBundle.text(
            threads.isEmpty()
                ? none
                : threads.stream().map(this::text).collect(Collectors.joining("\n\n"))));
  }

  private boolean isWanted(Seen thread) {
    OptionalInt of = frames.cellOf(thread);
    return cell == null ? all || of.isPresent() : of.isPresent() && of.getAsInt() == cell;
  }

  private String text(Seen thread) {
    List<String> lines = new ArrayList<>();
    OptionalInt of = frames.cellOf(thread);
    lines.add(
        thread.title()
            + (of.isPresent() ? ", cell " + of.getAsInt() : "")
            + (thread.virtual() ? ", virtual" : "")
            + (thread.state().isEmpty() ? "" : ", " + thread.state())
            + (thread.waitsFor() == null ? "" : ", waits for " + Locks.shown(thread.waitsFor())));
    thread.holds().forEach(lock -> lines.add("    holds " + Locks.shown(lock)));
    frames.shown(thread.stack()).forEach(line -> lines.add("    " + line));
    return String.join("\n", lines);
  }
}
