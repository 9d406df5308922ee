package dev.culvert.bench;

import dev.culvert.client.KernelException;
import dev.culvert.embedded.EmbeddedMariaDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table of a real server as a frame, beside a loop of the driver alone that reads every column,
 * and beside pandas with PyMySQL. Kernels time themselves inside a cell; each says sums of what it
 * read.
 */
final class Tables {

  private static final String FRAME = "1,000,000 rows x 6 columns to a frame, ms";

  private static final String TABLE =
      """
      CREATE TABLE bench (
        id INT NOT NULL, name VARCHAR(40) NOT NULL, amount DOUBLE NOT NULL, code BIGINT NOT NULL,
        at DATETIME NOT NULL, price DECIMAL(10,2) NOT NULL);
      INSERT INTO bench SELECT seq, CONCAT('customer number ', seq), seq / 7, seq * 1000003,
        '2020-01-01' + INTERVAL seq MINUTE, (seq % 100000) / 100 FROM seq_1_to_1000000;
      """;

  private static final String JAVA_CONNECT =
      """
      %%sql connect bench --host 127.0.0.1 --port %d --database demo --secrets %s --as bench""";

  private static final String JAVA_TOOLS =
      """
      import dev.culvert.magics.sql.Sql;
      import java.math.BigDecimal;
      import java.time.LocalDateTime;
      import org.dflib.DataFrame;
      String query = "SELECT * FROM bench";
      long seen;
      double raw() throws Exception {
        try (var connection = Sql.connection("bench"); var statement = connection.createStatement()) {
          statement.setFetchSize(1000);
          long begun = System.nanoTime();
          try (var row = statement.executeQuery(query)) {
            while (row.next()) {
              seen += row.getInt(1) + row.getString(2).length() + (long) row.getDouble(3)
                  + row.getLong(4) + row.getObject(5, LocalDateTime.class).getMinute()
                  + row.getBigDecimal(6).scale();
            }
          }
          return (System.nanoTime() - begun) / 1e6;
        }
      }
      DataFrame frame;
      double read() {
        frame = null;
        long begun = System.nanoTime();
        frame = Sql.query(query);
        return (System.nanoTime() - begun) / 1e6;
      }
      long heap() throws Exception {
        for (int i = 0; i < 3; i++) { System.gc(); Thread.sleep(50); }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
      }""";

  private static final String JAVA =
      """
      for (int i = 0; i < 2; i++) { raw(); read(); }
      frame = null;
      long before = heap();
      var raws = new ArrayList<Double>();
      var reads = new ArrayList<Double>();
      for (int i = 0; i < 3; i++) { raws.add(raw()); reads.add(read()); }
      double megabytes = (heap() - before) / 1e6;
      Collections.sort(raws);
      Collections.sort(reads);
      long ids = 0, codes = 0, letters = 0;
      var cents = BigDecimal.ZERO;
      for (int i = 0; i < frame.height(); i++) {
        ids += (Integer) frame.getColumn("id").get(i);
        codes += (Long) frame.getColumn("code").get(i);
        letters += ((String) frame.getColumn("name").get(i)).length();
        cents = cents.add((BigDecimal) frame.getColumn("price").get(i));
      }
      System.out.println(reads.get(1) + " " + ids + "/" + codes + "/" + letters + "/" + cents + " "
          + raws.get(1) + " " + megabytes);""";

  /**
   * A fifth of the rows into an empty table, by the driver's bulk protocol alone and by the magic.
   */
  private static final String JAVA_SAVE =
      """
      var part = frame.head(200_000);
      double insert() throws Exception {
        try (var connection = Sql.connection("bench")) {
          connection.createStatement().execute("DELETE FROM saved");
          connection.setAutoCommit(false);
          long begun = System.nanoTime();
          try (var s = connection.prepareStatement("INSERT INTO saved VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int row = 0; row < part.height(); row++) {
              for (int i = 0; i < 6; i++) { s.setObject(i + 1, part.get(i, row)); }
              s.addBatch();
              if (row % 10_000 == 9_999) { s.executeBatch(); }
            }
          }
          connection.commit();
          return (System.nanoTime() - begun) / 1e6;
        }
      }
      %sql --quiet CREATE TABLE saved LIKE bench
      var inserts = new ArrayList<Double>();
      var saves = new ArrayList<Double>();
      for (int i = 0; i < 5; i++) {
        double inserted = insert();
        %sql --quiet DELETE FROM saved
        long begun = System.nanoTime();
        %sql persist part --table saved --mode append
        double saved = (System.nanoTime() - begun) / 1e6;
        if (i > 1) { inserts.add(inserted); saves.add(saved); }
      }
      Collections.sort(inserts);
      Collections.sort(saves);
      System.out.println(saves.get(1) + " " + inserts.get(1) + " "
          + Sql.query("SELECT COUNT(*) FROM saved").get(0, 0));""";

  private static final String PYTHON_TOOLS =
      """
      import json, time, warnings
      try:
          import pandas as pd, pymysql
          login = json.load(open("%2$s"))["bench"]
          db = pymysql.connect(host="127.0.0.1", port=%1$d, database="demo",
                               user=login["userid"], password=login["password"])
          warnings.simplefilter("ignore")
      except ImportError:
          db = None""";

  private static final String PYTHON =
      """
      if db:
          begun = time.perf_counter()
          frame = pd.read_sql("SELECT * FROM bench", db)
          print((time.perf_counter() - begun) * 1e3,
                f"{frame.id.sum()}/{frame.code.sum()}/{frame.name.str.len().sum()}/{frame.price.sum():.2f}")""";

  private Tables() {}

  static Map<String, Double> round(Peer peer, Agreement agreement)
      throws KernelException, InterruptedException {
    try (EmbeddedMariaDb server = EmbeddedMariaDb.builder().script(TABLE).start()) {
      Path secrets = Files.createTempFile("culvert-bench-", ".json"); // its owner's alone
      try {
        Files.writeString(
            secrets,
            "{\"bench\": {\"userid\": \"%s\", \"password\": \"%s\"}}"
                .formatted(server.user(), server.password()));
        return round(peer, agreement, server.port(), secrets);
      } finally {
        Files.delete(secrets);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Double> round(Peer peer, Agreement agreement, int port, Path secrets)
      throws KernelException, InterruptedException {
    try (Session session = new Session(peer)) {
      session.run(peer.code(JAVA_CONNECT, PYTHON_TOOLS).formatted(port, secrets));
      if (peer.java()) {
        session.run(JAVA_TOOLS);
      }
      String said = session.run(peer.code(JAVA, PYTHON)).stdout().strip();
      if (said.isEmpty() && !peer.java()) {
        System.err.println("PyMySQL is not in the PATH's Python: pandas is left out");
        return Map.of();
      }
      String[] words = said.split(" ");
      agreement.require("the sums of the table", peer, words[1]);
      Map<String, Double> figures = new LinkedHashMap<>();
      double frame = Double.parseDouble(words[0]);
      figures.put(FRAME, frame);
      if (peer.java()) {
        double raw = Double.parseDouble(words[2]);
        figures.put("the same rows, every column read by a loop of the driver, ms", raw);
        figures.put("frame, percent of the loop", frame / raw * 100);
        figures.put("heap that the frame takes, MB", Double.valueOf(words[3]));
        save(session, figures);
        SqlCells.latency(session, figures);
        SqlCells.tunnel(session, port, secrets, figures);
      }
      return figures;
    }
  }

  private static void save(Session session, Map<String, Double> figures)
      throws KernelException, InterruptedException {
    String[] words = session.run(JAVA_SAVE).stdout().strip().split(" ");
    if (!words[2].equals("200000")) {
      throw new IllegalStateException("rows saved: " + words[2]);
    }
    double saved = Double.parseDouble(words[0]);
    double inserted = Double.parseDouble(words[1]);
    figures.put("200,000 rows of it saved, ms", saved);
    figures.put("the same rows, a bulk insert of the driver, ms", inserted);
    figures.put("saved, percent of the bulk insert", saved / inserted * 100);
  }
}
