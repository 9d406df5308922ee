package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What output costs in Culvert where no other kernel does the same: many threads, a thread of a
 * pool, a child's gigabyte (beside the same bytes through the system's own pipe into a file), a
 * cell that does nothing, and of that its pipes ({@link PipeTimes}).
 */
final class Flood {

  private static final int THREADS = 16;
  private static final int LINES = 50_000; // of each
  private static final int PRINTS = 100_000;
  private static final int CELLS = 1_000;

  private static final String MANY =
      """
      var threads = new Thread[%d];
      for (int t = 0; t < threads.length; t++) {
        int number = t;
        threads[t] = new Thread(() -> {
          for (int i = 0; i < %d; i++) System.out.println("thread " + number + " line " + i);
        });
        threads[t].start();
      }
      for (Thread each : threads) each.join();"""
          .formatted(THREADS, LINES);

  private static final String PRINT =
      """
      double microseconds() {
        long begun = System.nanoTime();
        for (int i = 0; i < %d; i++) System.out.println("a line of some thirty characters");
        return (System.nanoTime() - begun) / 1e3 / %d;
      }
      var pool = Executors.newFixedThreadPool(1);
      pool.submit(() -> { }).get();"""
          .formatted(PRINTS, PRINTS);

  private static final String CHILD =
      "new ProcessBuilder(\"head\", \"-c\", \"1G\", \"/dev/zero\").inheritIO().start().waitFor();";

  private Flood() {}

  static Map<String, Double> round(Peer peer) throws KernelException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (Session session = new Session(peer)) {
      session.run(PRINT);
      for (int warmUp = 0; warmUp < 2; warmUp++) {
        session.run("microseconds()");
        session.run("pool.submit(() -> microseconds()).get()");
      }
      figures.put("a print on the cell's thread, us", number(session.run("microseconds()")));
      figures.put(
          "a print on a pooled thread, us",
          number(session.run("pool.submit(() -> microseconds()).get()")));
      session.run("pool.shutdown();");
      Session.Run many = session.run(MANY);
      requireOrder(many.stdout());
      figures.put("16 threads x 50,000 lines, ms", many.millis());
      List<Double> empty = new ArrayList<>();
      for (int i = 0; i < CELLS; i++) {
        double millis = session.time("");
        if (i >= CELLS / 2) {
          empty.add(millis);
        }
      }
      figures.put("a cell without code, p50, ms", Work.quantile(empty, 0.5));
      figures.put("a cell without code, p99, ms", Work.quantile(empty, 0.99));
    }
    figures.putAll(PipeTimes.round());
    gigabyte(peer, figures);
    return figures;
  }

  private static double number(Session.Run run) {
    return Double.parseDouble(run.result().replaceAll("[^0-9.]", ""));
  }

  /** Every line whole, and in the order of its thread. */
  private static void requireOrder(String stdout) throws KernelException {
    int[] next = new int[THREADS];
    for (String line : stdout.split("\n")) {
      String[] words = line.split(" ");
      boolean right = words.length == 4 && Integer.parseInt(words[3]) == next[thread(words)]++;
      if (!right) {
        throw new KernelException("a line of " + THREADS + " threads is not in its place: " + line);
      }
    }
    for (int lines : next) {
      if (lines != LINES) {
        throw new KernelException("lines of " + THREADS + " threads are missing");
      }
    }
  }

  private static int thread(String[] words) {
    return Integer.parseInt(words[1]);
  }

  /** Both go through a pipe into a file of the same folder. */
  private static void gigabyte(Peer peer, Map<String, Double> figures)
      throws KernelException, InterruptedException {
    try {
      Path folder = Files.createTempDirectory("culvert-bench-");
      try {
        figures.put("a child that writes 1 GB, ms", child(peer, folder));
        figures.put("head -c 1G /dev/zero | cat > file, ms", plain(folder));
      } finally {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new KernelException("a gigabyte has no room: " + e.getMessage(), e);
    }
  }

  private static double child(Peer peer, Path folder) throws KernelException, InterruptedException {
    try (Session session =
        new Session(
            peer,
            Map.of("CULVERT_OUTPUT_FOLDER", folder.toString(), "CULVERT_OUTPUT_PACE", "off"))) {
      session.run("new ProcessBuilder(\"true\").inheritIO().start().waitFor();");
      return session.time(CHILD);
    }
  }

  private static double plain(Path folder) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    new ProcessBuilder("sh", "-c", "head -c 1G /dev/zero | cat > plain")
        .directory(folder.toFile())
        .start()
        .waitFor();
    return (System.nanoTime() - begun) / 1e6;
  }
}
