package dev.culvert.magics.lab.internal;

import dev.culvert.client.ExecuteOptions;
import dev.culvert.client.Execution;
import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelSpec;
import dev.culvert.magics.lab.Verdict;
import dev.culvert.protocol.Message;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs cells in a real kernel and looks for their lines in what the kernel publishes.
 *
 * <p>Runs in a JVM of its own, which has the protocol's client on its class path: neither cells nor
 * magics see it.
 */
final class KernelProbe {

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration CELL = Duration.ofSeconds(20);
  private static final Duration LAST_CELL = Duration.ofSeconds(40);
  private static final long LATE_MILLIS = 1_500;
  private static final int LONGEST_TEXT = 100_000;

  /**
   * A cell whose line is looked for.
   *
   * @param id of the caller's
   * @param line what it prints; empty where any text will do
   * @param late whether to wait for the line before the next cell runs
   */
  record ProbeCell(String id, String code, String line, boolean late) implements Serializable {}

  /**
   * What was seen of it.
   *
   * @param during what it published before its end
   * @param after what came under it later
   */
  record Seen(String id, Verdict verdict, String during, String after) implements Serializable {}

  private final KernelClient client;
  private final Map<String, StringBuffer> during = new ConcurrentHashMap<>(); // by cell
  private final Map<String, StringBuffer> after = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  private KernelProbe(KernelClient client) {
    this.client = client;
  }

  /**
   * Starts a kernel by its command, runs the cells, and ends it. On a machine that is very busy the
   * last cells are left out, rather than that nothing is seen of the first.
   */
  static List<Seen> run(List<String> argv, List<ProbeCell> cells)
      throws KernelException, InterruptedException {
    long last = System.nanoTime() + LAST_CELL.toNanos();
    try (KernelClient client =
        KernelClient.of(KernelSpec.ofArgv(argv))
            .environment("CULVERT_HISTORY", "off")
            .startWithin(START)
            .start()) {
      return new KernelProbe(client).run(cells, last);
    }
  }

  private List<Seen> run(List<ProbeCell> cells, long last)
      throws KernelException, InterruptedException {
    Set<String> failed = new LinkedHashSet<>();
    List<ProbeCell> ran = new ArrayList<>();
    for (ProbeCell cell : cells) {
      if (System.nanoTime() > last) {
        break;
      }
      Execution execution =
          client.submit(cell.code(), ExecuteOptions.standard(), message -> take(cell, message));
      ran.add(cell);
      try {
        if (!execution.await(CELL).text("status").equals("ok")) {
          failed.add(cell.id());
        }
      } catch (KernelException e) {
        if (!client.isAlive()) {
          break; // the cell ended the kernel, which is what there is to see
        }
        throw e;
      }
      if (cell.late()) {
        awaitLines(List.of(cell));
      }
    }
    awaitLines(ran);
    return ran.stream().map(cell -> seen(cell, failed.contains(cell.id()))).toList();
  }

  private Seen seen(ProbeCell cell, boolean failed) {
    Verdict verdict = where(cell);
    return new Seen(
        cell.id(),
        failed && verdict == Verdict.LOST ? Verdict.NOT_RUN : verdict,
        text(during, cell),
        text(after, cell));
  }

  private static String text(Map<String, StringBuffer> texts, ProbeCell cell) {
    StringBuffer text = texts.get(cell.id());
    return text == null || text.length() > LONGEST_TEXT ? "" : text.toString();
  }

  private void take(ProbeCell cell, Message message) {
    if (message.type().equals("status") && message.text("execution_state").equals("idle")) {
      ended.add(cell.id());
    } else if (message.type().equals("stream")) {
      Map<String, StringBuffer> text = ended.contains(cell.id()) ? after : during;
      text.computeIfAbsent(cell.id(), id -> new StringBuffer()).append(message.text("text"));
    }
  }

  private void awaitLines(List<ProbeCell> cells) throws InterruptedException {
    // A line that is lost is never there: time is all there is to wait for.
    long deadline = System.nanoTime() + LATE_MILLIS * 1_000_000;
    while (System.nanoTime() < deadline
        && cells.stream()
            .anyMatch(cell -> cell.line().isEmpty() ? cell.late() : where(cell) == Verdict.LOST)) {
      Thread.sleep(20);
    }
  }

  private Verdict where(ProbeCell cell) {
    if (cell.line().isEmpty()) {
      return Verdict.NOT_RUN;
    }
    if (has(during.get(cell.id()), cell.line())) {
      return Verdict.KEPT;
    } else if (has(after.get(cell.id()), cell.line())) {
      return Verdict.LATE;
    }
    boolean elsewhere =
        during.values().stream().anyMatch(text -> has(text, cell.line()))
            || after.values().stream().anyMatch(text -> has(text, cell.line()));
    return elsewhere ? Verdict.ELSEWHERE : Verdict.LOST;
  }

  private static boolean has(StringBuffer text, String line) {
    return text != null && text.indexOf(line) >= 0;
  }
}
