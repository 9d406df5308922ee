package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays and frames as text and HTML, beside NumPy and pandas. Both kernels make the same numbers,
 * by the same congruential generator, and time themselves inside a cell, so that the way to the
 * client is no part of the figures. Each says a digest of what it printed.
 */
final class Printing {

  private static final List<String> WORKS =
      List.of(
          "100,000 doubles as text",
          "100,000 prices as text",
          "10,000,000 rows shown in short",
          "60 rows x 20 columns shown in full");

  private static final String JAVA_TOOLS =
      """
      import dev.culvert.magics.printopts.*;
      import java.security.MessageDigest;
      import java.util.regex.*;
      import org.dflib.*;
      long seed = 1;
      double next() {
        seed = seed * 6364136223846793005L + 1442695040888963407L;
        return (seed >>> 11) / 9007199254740992.0;
      }
      double price() { return Math.floor(next() * 100000) / 100; }
      String digest(String text) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes("UTF-8"));
        return new java.math.BigInteger(1, hash).toString(16);
      }
      String cells(String html) {
        var cells = Pattern.compile("<(t[hd]|p)>(.*?)</", Pattern.DOTALL).matcher(html).results();
        return cells.map(cell -> cell.group(2)).collect(java.util.stream.Collectors.joining("|"));
      }
      Map<String, String> shown;
      void time(Object value, int warmUps, int runs) throws Exception {
        var renderer = value instanceof DataFrame ? new FrameRenderer() : new ArrayRenderer();
        var times = new ArrayList<Double>();
        for (int i = -warmUps; i < runs; i++) {
          long begun = System.nanoTime();
          shown = renderer.render(value).get().data();
          if (i >= 0 || i == -warmUps) times.add((System.nanoTime() - begun) / 1e6);
        }
        double first = times.remove(0);
        Collections.sort(times);
        String html = shown.getOrDefault("text/html", "");
        String text = shown.get("text/plain") + cells(html);
        System.out.println(times.get(runs / 2) + " " + first + " " + digest(text));
      }
      PrintOptions.set("threshold", "inf");""";

  private static final List<String> JAVA =
      List.of(
          """
          double[] doubles = new double[100000];
          for (int i = 0; i < doubles.length; i++) doubles[i] = (next() - 0.5) * 8;
          time(doubles, 20, 15)""",
          """
          double[] prices = new double[100000];
          for (int i = 0; i < prices.length; i++) prices[i] = price();
          time(prices, 20, 15)""",
          """
          int rows = 10_000_000;
          int[] ids = new int[rows]; long[] counts = new long[rows]; double[] amounts = new double[rows];
          String[] names = new String[rows]; String[] words = {"left", "right", "straight on"};
          for (int i = 0; i < rows; i++) {
            ids[i] = i; counts[i] = i * 1000L; amounts[i] = i / 7.0; names[i] = words[i % 3];
          }
          var frame = DataFrame.byColumn("id", "count", "amount", "name")
              .of(Series.ofInt(ids), Series.ofLong(counts), Series.ofDouble(amounts), Series.of(names));
          time(frame, 50, 51)""",
          """
          var columns = new Series<?>[20]; var heads = new String[20];
          for (int c = 0; c < 20; c++) {
            heads[c] = "column " + c;
            var values = new Object[60];
            for (int i = 0; i < 60; i++) {
              values[i] = c % 4 == 0 ? (Object) (long) (i * c * 37) : c % 4 == 1 ? "text " + i : price();
            }
            columns[c] = Series.of(values);
          }
          time(DataFrame.byColumn(heads).of(columns), 400, 101)""");

  private static final String PYTHON_TOOLS =
      """
      import hashlib, html, re, sys, time
      import numpy as np, pandas as pd
      seed = 1
      def next_double():
          global seed
          seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
          return (seed >> 11) / 9007199254740992.0
      def price(): return np.floor(next_double() * 100000) / 100
      def cells(table): return "|".join(c[1] for c in re.findall(r"<(t[hd]|p)>(.*?)</", table, re.S))
      def run(show, runs):
          times = []
          for _ in range(runs):
              begun = time.perf_counter()
              text, table = show()
              times.append((time.perf_counter() - begun) * 1e3)
          first = times[0]
          times.sort()
          print(times[runs // 2], first, hashlib.sha256((text + cells(table)).encode()).hexdigest().lstrip("0"))
      def array(a, runs): run(lambda: (np.array2string(a, separator=", "), ""), runs)
      def frame(df, runs): run(lambda: (repr(df), df._repr_html_()), runs)
      np.set_printoptions(threshold=sys.maxsize)
      pd.set_option("display.max_columns", 20)""";

  private static final List<String> PYTHON =
      List.of(
          "array(np.array([(next_double() - 0.5) * 8 for _ in range(100000)]), 3)",
          "array(np.array([price() for _ in range(100000)]), 3)",
          """
          rows = 10_000_000
          words = np.array(["left", "right", "straight on"], dtype=object)
          ids = np.arange(rows, dtype=np.int32)
          frame(pd.DataFrame({"id": ids, "count": ids * np.int64(1000), "amount": ids / 7.0,
                              "name": pd.Series(words[ids % 3], dtype="str")}), 11)""",
          """
          columns = {}
          for c in range(20):
              columns[f"column {c}"] = [
                  i * c * 37 if c % 4 == 0 else f"text {i}" if c % 4 == 1 else price() for i in range(60)]
          frame(pd.DataFrame(columns), 21)""");

  private Printing() {}

  static Map<String, Double> round(Peer peer, Agreement agreement)
      throws KernelException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (Session session = new Session(peer)) {
      session.run(peer.code(JAVA_TOOLS, PYTHON_TOOLS));
      for (int i = 0; i < WORKS.size(); i++) {
        String name = WORKS.get(i);
        Session.Run run = session.run(peer.code(JAVA.get(i), PYTHON.get(i)));
        String[] said = run.stdout().strip().split(" ");
        if (said.length != 3) {
          throw new KernelException(peer.name() + " gave no figures for " + name);
        }
        figures.put(name + ", warm, ms", Double.valueOf(said[0]));
        figures.put(name + ", first time, ms", Double.valueOf(said[1]));
        agreement.require("the text of " + name, peer, said[2]);
      }
    }
    return figures;
  }
}
