package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The works that are measured. Each gives named figures for one round of one kernel. */
enum Work {
  STARTUP {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      Map<String, Double> figures = new LinkedHashMap<>();
      long begun = System.nanoTime();
      try (Session session = new Session(peer)) {
        Session.Run first = session.run("1 + 1");
        double millis = (System.nanoTime() - begun) / 1e6;
        require(first.result().contains("2"), peer, "the result of 1 + 1");
        figures.put("start to first result, ms", millis);
        figures.put("memory after it, MB", session.residentMegabytes());
      }
      if (Peer.python().isPresent()) { // that kernel has ended: an idle one prepares, too
        double jupyter = new JupyterClient(Peer.python().get()).firstResult(peer);
        figures.put("the same start by jupyter_client, ms", jupyter);
      }
      return figures;
    }
  },

  LATENCY {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      try (Session session = new Session(peer)) {
        List<Double> short_ = times(session, "1 + 1", 200, 300);
        List<Double> long_ = times(session, peer.code(TEN_JAVA, TEN_PYTHON), 20, 50);
        return figures(
            "warm 1 + 1, p50, ms", quantile(short_, 0.5),
            "warm 1 + 1, p95, ms", quantile(short_, 0.95),
            "ten lines, p50, ms", quantile(long_, 0.5));
      }
    }
  },

  QUESTIONS {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      try (Session session = new Session(peer)) {
        session.run(peer.code("var words = new ArrayList<String>();", "words = []"));
        String beginning = peer.code("words.ad", "words.app");
        String whole = peer.code("addAll", "append"); // with the receiver or without
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(
            "completion, p50, ms", quantile(session.completions(beginning, whole, 40), 0.5));
        figures.put(
            "inspection, p50, ms",
            quantile(session.inspections(peer.code("String", "str"), 40), 0.5));
        if (peer.name().equals("Culvert")) { // the others answer behind the cell
          Session.Busy busy = session.keepBusy();
          List<Double> times = session.completions(beginning, whole, 40);
          require(busy.lasts(), peer, "the cell that was to run meanwhile");
          busy.end();
          figures.put(
              "completion while a cell computes on all cores, p50, ms", quantile(times, 0.5));
        }
        return figures;
      }
    }
  },

  GROWTH {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      Map<String, Double> figures = new LinkedHashMap<>();
      if (peer.name().equals("JJava")) {
        return figures;
      }
      try (Session session = new Session(peer)) {
        times(session, "1 + 1", 100, 0);
        double first = quantile(times(session, "1 + 1", 0, 100), 0.5);
        double before = session.residentMegabytes();
        times(session, "1 + 1", 2_000, 0);
        double later = quantile(times(session, "1 + 1", 0, 100), 0.5);
        figures.put("1 + 1 after 2,000 cells, times the first hundred", later / first);
        figures.put("memory that 2,000 cells left, MB", session.residentMegabytes() - before);
        for (int i = 0; i < VARIABLES; i++) {
          session.run(peer.code("int number" + i + " = " + i + ";", "number" + i + " = " + i));
        }
        double crowded = quantile(times(session, "1 + 1", 50, 100), 0.5);
        figures.put("1 + 1 beside 300 variables, times the first hundred", crowded / first);
      }
      return figures;
    }
  },

  OUTPUT {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      Map<String, Double> figures = new LinkedHashMap<>();
      if (peer.name().equals("JJava")) { // over 120 s there, and lines are missing
        return figures;
      }
      String manyLines =
          peer.code(
              "for (int i = 0; i < " + LINES + "; i++) System.out.println(\"line \" + i);",
              "for i in range(" + LINES + "): print('line', i)");
      String onePrint =
          peer.code(
              "System.out.print(\"x\".repeat(" + BIG + "));", "print('x' * " + BIG + ", end='')");
      try (Session session = new Session(peer)) {
        session.run(peer.code("System.out.println(0);", "print(0)"));
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
          expected.append("line ").append(i).append('\n');
        }
        Session.Run lines = session.run(manyLines);
        require(lines.stdout().contentEquals(expected), peer, LINES + " lines");
        figures.put("100,000 lines, ms", lines.millis());
        Session.Run big = session.run(onePrint);
        require(big.stdout().length() == BIG, peer, "50 MB in one print");
        figures.put("50 MB in one print, ms", big.millis());
      }
      if (Peer.python().isPresent()) {
        double jupyter =
            new JupyterClient(Peer.python().get()).cell(peer, manyLines, onePrint, BIG);
        figures.put("the same print by jupyter_client, ms", jupyter);
      }
      return figures;
    }
  },

  FLOOD {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      return peer.name().equals("Culvert") ? Flood.round(peer) : Map.of();
    }
  },

  PRINT {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      return peer.name().equals("JJava") ? Map.of() : Printing.round(peer, agreement);
    }
  },

  LOGGING {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      return peer.name().equals("Culvert") ? Logging.round(peer) : Map.of();
    }
  },

  SQL {
    @Override
    Map<String, Double> round(Peer peer, Agreement agreement)
        throws KernelException, InterruptedException {
      return peer.name().equals("JJava") ? Map.of() : Tables.round(peer, agreement);
    }
  };

  private static final int LINES = 100_000;
  private static final int VARIABLES = 300;
  private static final int BIG = 50_000_000;

  private static final String TEN_JAVA =
      """
      int total = 0;
      List<String> words = new ArrayList<>(List.of("a", "bb", "ccc"));
      record Pair(String word, int size) {}
      int size(String word) { return word.length(); }
      for (String word : words) total += size(word);
      var pairs = words.stream().map(w -> new Pair(w, size(w))).toList();
      System.out.println(pairs.get(0));
      words.add("dddd");
      System.out.println(total);
      total * 2""";

  private static final String TEN_PYTHON =
      """
      from collections import namedtuple
      total = 0
      words = ["a", "bb", "ccc"]
      Pair = namedtuple("Pair", "word size")
      def size(word): return len(word)
      for word in words: total += size(word)
      pairs = [Pair(w, size(w)) for w in words]
      print(pairs[0]); words.append("dddd")
      print(total)
      total * 2""";

  /**
   * One round of one kernel.
   *
   * @param agreement told what must be the same for all kernels
   */
  abstract Map<String, Double> round(Peer peer, Agreement agreement)
      throws KernelException, InterruptedException;

  private static void require(boolean right, Peer peer, String what) throws KernelException {
    if (!right) {
      throw new KernelException(peer.name() + " lost or changed output: " + what);
    }
  }

  private static List<Double> times(Session session, String code, int warmUps, int runs)
      throws KernelException, InterruptedException {
    for (int i = 0; i < warmUps; i++) {
      session.time(code);
    }
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      times.add(session.time(code));
    }
    return times;
  }

  static double quantile(List<Double> values, double q) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * q)));
  }

  private static Map<String, Double> figures(Object... namesAndValues) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      figures.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
    }
    return figures;
  }
}
