package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.client.ExecuteOptions;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real Logback of a notebook: each line in the cell that logged it. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class LogInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
    succeeds("%maven ch.qos.logback:logback-classic:1.5.18");
    succeeds("%log on --pattern \"%level [%thread] %cell %msg\"");
    succeeds(
        """
        import org.slf4j.*;
        import ch.qos.logback.classic.AsyncAppender;
        import ch.qos.logback.classic.LoggerContext;
        import dev.culvert.magics.child.*;
        import dev.culvert.magics.log.logback.CellAppender;
        Logger log = LoggerFactory.getLogger("shop");
        var go = new CountDownLatch(1);
        """);
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static Cell succeeds(String code) {
    Cell cell = kernel.execute(code);
    assertThat(cell.reply().text("status"))
        .as("%s: %s", code, cell.reply().content())
        .isEqualTo("ok");
    return cell;
  }

  private static int number(Cell cell) {
    return ((Number) cell.reply().content().get("execution_count")).intValue();
  }

  @Test
  void aLineIsInItsCellAlsoWhenItIsLate() {
    Cell early =
        succeeds(
            """
            var pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker"));
            pool.execute(() -> { try { go.await(); } catch (InterruptedException e) {} log.warn("late"); });
            log.info("early {}", 1);
            """);
    int cell = number(early);
    Cell later =
        succeeds("go.countDown(); pool.shutdown(); pool.awaitTermination(1, TimeUnit.MINUTES);");

    assertThat(early.written("stdout")).startsWith("INFO [cell] " + cell + " early 1\n");
    early.eventuallyStdout("INFO [cell] " + cell + " early 1\nWARN [worker] " + cell + " late\n");
    assertThat(later.written("stdout")).isEmpty();
  }

  @Test
  void cellsWithTheSameNumberKeepTheirLinesApart() {
    succeeds("class Says extends Thread { public void run() { log.info(getName()); } }");
    Cell counted = succeeds("var said = new Says(); said.start(); said.join();");
    Cell uncounted =
        kernel.execute(
            "var again = new Says(); again.start(); again.join();",
            ExecuteOptions.standard().withStoreHistory(false));

    assertThat(counted.written("stdout")).hasLineCount(1);
    assertThat(uncounted.written("stdout")).hasLineCount(1);
  }

  @Test
  void aLineBehindAnAsyncAppenderIsInTheCellThatLoggedIt() {
    succeeds(
        """
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var encoder = new ch.qos.logback.classic.encoder.PatternLayoutEncoder();
        encoder.setContext(context); encoder.setPattern("async %msg%n"); encoder.start();
        var opened = new CountDownLatch(1);
        var behind = new CellAppender() {
          @Override protected void append(ch.qos.logback.classic.spi.ILoggingEvent event) {
            try { opened.await(); } catch (InterruptedException e) { return; }
            super.append(event);
          }
        };
        behind.setContext(context); behind.setEncoder(encoder); behind.start();
        var async = new AsyncAppender();
        async.setContext(context); async.addAppender(behind); async.start();
        var queued = context.getLogger("queued");
        queued.setAdditive(false);
        queued.addAppender(async);
        """);
    Cell first = succeeds("queued.info(\"of the first\");");
    Cell second = succeeds("queued.info(\"of the second\");");
    Cell opening = succeeds("opened.countDown();");

    first.eventuallyStdout("async of the first\n");
    second.eventuallyStdout("async of the second\n");
    assertThat(opening.written("stdout")).isEmpty();
  }

  @Test
  void julAndSystemLoggerAreShownToo() {
    Cell cell = succeeds("java.util.logging.Logger.getLogger(\"j\").info(\"of JUL\");");
    assertThat(cell.written("stdout")).contains("cell " + number(cell)).endsWith(" j - of JUL\n");
    assertThat(cell.written("stderr")).isEmpty();
    assertThat(
            succeeds("System.getLogger(\"s\").log(System.Logger.Level.ERROR, \"of System\");")
                .written("stdout"))
        .endsWith(" s - of System\n");
  }

  @Test
  void whatTheUserConfiguredStays() {
    Cell cell =
        succeeds(
            """
            var mine = new ch.qos.logback.core.read.ListAppender<ch.qos.logback.classic.spi.ILoggingEvent>();
            var root = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ROOT");
            mine.setName("mine"); mine.setContext(root.getLoggerContext()); mine.start();
            root.addAppender(mine);
            String said = %log on --pattern "%msg"
            log.info("seen twice");
            System.out.println(mine.list.get(0).getFormattedMessage() + " / " + said);
            """);
    assertThat(cell.written("stdout"))
        .startsWith("seen twice\nseen twice / ")
        .contains("beside your own mine");
    succeeds("root.detachAppender(mine);");
    succeeds("%log on --pattern \"%level [%thread] %cell %msg\"");
  }

  @Test
  void aForkedJvmLogsToItsLastLine() {
    Cell cell =
        succeeds(
            """
            Exit exit = Fork.lambda(() -> {
              var context = (ch.qos.logback.classic.LoggerContext) LoggerFactory.getILoggerFactory();
              var root = context.getLogger("ROOT");
              var async = new AsyncAppender();
              async.setContext(context);
              async.addAppender(root.getAppender("FORK"));
              async.start();
              root.detachAppender("FORK");
              root.addAppender(async);
              for (int i = 0; i < 100; i++) LoggerFactory.getLogger("child").info("line " + i);
              System.exit(0);
            }).logging().run();
            """);
    assertThat(cell.written("stdout").lines()).hasSize(100);
    Cell halted =
        succeeds(
            """
            Fork.lambda(() -> {
              LoggerFactory.getLogger("child").info("last words");
              Runtime.getRuntime().halt(0);
            }).logging().run();
            """);
    assertThat(halted.written("stdout")).endsWith(" child - last words\n");
  }

  /**
   * Its console appender keeps the System.out that was there when it was made, in the first cell.
   */
  @Test
  void log4jPrintsIntoEachCellThatLogs() {
    succeeds("%maven org.apache.logging.log4j:log4j-core:2.24.3");
    Cell first =
        succeeds(
            """
            var log4j = org.apache.logging.log4j.LogManager.getLogger("l");
            var open = new CountDownLatch(1);
            new Thread(() -> { try { open.await(); } catch (InterruptedException e) {} log4j.error("late"); }).start();
            log4j.error("early");
            """);
    Cell second = succeeds("log4j.error(\"second\"); open.countDown();");

    first.eventually("stdout", text -> text.endsWith("ERROR l - late\n"));
    assertThat(first.written("stdout").lines()).hasSize(2).first().asString().endsWith("l - early");
    assertThat(second.written("stdout")).hasLineCount(1).endsWith("ERROR l - second\n");
  }

  /** Logback as it is without a configuration: a console appender on the descriptor inherited. */
  @Test
  void aForkedJvmThatIsKilledHasLoggedToItsLastLine() {
    Cell cell =
        succeeds(
            """
            Exit killed = Fork.lambda(() -> {
              for (int i = 0; i < 100; i++) LoggerFactory.getLogger("child").info("line {}", i);
              new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start();
              Thread.sleep(60_000);
            }).run();
            """);
    assertThat(cell.written("stdout").lines().map(line -> line.replaceFirst(".* child -- ", "")))
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void linesOfManyThreadsAreEachInTheirCell() {
    Cell cell =
        succeeds(
            """
            var many = new Thread[8];
            for (int t = 0; t < 8; t++) {
              int n = t;
              many[t] = new Thread(() -> { for (int i = 0; i < 250; i++) log.info("t" + n + " " + i); });
              many[t].start();
            }
            """);
    Cell waiting = succeeds("for (Thread each : many) each.join();");
    cell.eventually("stdout", text -> text.lines().count() == 2000);
    assertThat(waiting.written("stdout")).isEmpty();
  }
}
