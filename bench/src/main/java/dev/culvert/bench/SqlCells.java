package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What {@code %sql} adds to a cell and to a completion, and what a tunnel adds to a table; in the
 * kernel that {@link Tables} has prepared.
 */
final class SqlCells {

  private static final int CELLS = 60;
  private static final int WARM_UP = 20;

  /** Milliseconds of the driver alone, the median, from inside a cell. */
  private static final String RAW_ONE =
      """
      try (var connection = Sql.connection("bench"); var statement = connection.createStatement()) {
        var times = new ArrayList<Double>();
        for (int i = 0; i < 300; i++) {
          long begun = System.nanoTime();
          try (var row = statement.executeQuery("SELECT 1")) { row.next(); seen += row.getInt(1); }
          if (i >= 100) { times.add((System.nanoTime() - begun) / 1e6); }
        }
        Collections.sort(times);
        System.out.println(times.get(times.size() / 2));
      }""";

  private static final String THROUGH =
      """
      %%tunnel open way %1$s -i %2$s --known-hosts %3$s --no-check
      %%sql connect far --host 127.0.0.1 --port %4$d --database demo --secrets %5$s --as bench --tunnel way
      %%sql use bench
      """;

  private static final String FAR =
      """
      double far() {
        frame = null;
        long begun = System.nanoTime();
        frame = Sql.database("far").query(query);
        return (System.nanoTime() - begun) / 1e6;
      }
      for (int i = 0; i < 2; i++) { raw(); far(); }
      var loops = new ArrayList<Double>();
      var fars = new ArrayList<Double>();
      for (int i = 0; i < 3; i++) { loops.add(raw()); fars.add(far()); }
      Collections.sort(loops);
      Collections.sort(fars);
      System.out.println(fars.get(1) + " " + loops.get(1) + " " + frame.height());""";

  private SqlCells() {}

  /** The latencies. */
  static void latency(Session session, Map<String, Double> figures)
      throws KernelException, InterruptedException {
    session.run("var one = %sql --quiet SELECT 1");
    List<Double> plain = new ArrayList<>();
    List<Double> shown = new ArrayList<>();
    List<Double> sql = new ArrayList<>();
    for (int i = 0; i < WARM_UP + CELLS; i++) {
      double cell = session.time("1 + 1");
      double frame = session.time("one");
      double statement = session.time("%sql --quiet SELECT 1");
      if (i >= WARM_UP) {
        plain.add(cell);
        shown.add(frame);
        sql.add(statement);
      }
    }
    double raw = Double.parseDouble(session.run(RAW_ONE).stdout().strip());
    figures.put("SELECT 1 by %sql, p50, ms", median(sql));
    figures.put("1 + 1, p50, ms", median(plain));
    figures.put("a frame of one row shown, p50, ms", median(shown));
    figures.put("SELECT 1 by the driver alone, p50, ms", raw);
    figures.put(
        "SELECT 1 by %sql, percent of 1 + 1 and twice the driver",
        median(sql) / (median(plain) + 2 * raw) * 100);
    figures.put(
        "SELECT 1 by %sql, percent of the frame shown and twice the driver",
        median(sql) / (median(shown) + 2 * raw) * 100);
    String code = "%sql SELECT * FROM ben";
    figures.put(
        "completion of a table, p50, ms", median(session.completions(code, "bench", CELLS)));
    Session.Busy busy = session.keepBusy("%sql SELECT COUNT(*) FROM bench a, bench b");
    List<Double> meanwhile = session.completions(code, "bench", CELLS);
    if (!busy.lasts()) {
      throw new IllegalStateException("the query ended before the completions");
    }
    busy.end();
    figures.put("the same while a query runs, p50, ms", median(meanwhile));
    figures.put("the same while a query runs, the slowest, ms", Collections.max(meanwhile));
  }

  /** A table through a tunnel beside the driver's loop without one. */
  static void tunnel(Session session, int port, Path secrets, Map<String, Double> figures)
      throws KernelException, InterruptedException {
    if (!Files.isExecutable(TunnelBench.SSHD)) {
      System.err.println("sshd is missing: the tunnel is left out");
      return;
    }
    try {
      Path folder = Files.createTempDirectory("culvert-bench-");
      TunnelBench.Server server = TunnelBench.Server.start(folder);
      try {
        session.run(
            THROUGH.formatted(server.address(), server.key(), server.knownHosts(), port, secrets));
        String[] words = session.run(FAR).stdout().strip().split(" ");
        if (!words[2].equals("1000000")) {
          throw new IllegalStateException("rows through the tunnel: " + words[2]);
        }
        double far = Double.parseDouble(words[0]);
        double loop = Double.parseDouble(words[1]);
        figures.put("1,000,000 rows to a frame through a tunnel, ms", far);
        figures.put("through the tunnel, percent of the loop without it", far / loop * 100);
        session.run("%sql close far");
        session.run("%tunnel close way");
      } finally {
        server.stop();
        TunnelBench.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
