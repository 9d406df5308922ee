package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.client.Channel;
import dev.culvert.client.ExecuteOptions;
import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The corners of the protocol: what front ends do seldom, and what none should do. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class ProtocolEdgesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  private static Message ask(TestKernel kernel, String type, Map<String, Object> content)
      throws Exception {
    return kernel.client().request(Channel.SHELL, type, content);
  }

  /** As a client would that has buffers to send, or another key. */
  private void send(String type, Map<String, Object> content, List<byte[]> buffers, String key)
      throws Exception {
    Message plain = Message.request(type, "test", content);
    Message whole =
        new Message(
            plain.identities(),
            plain.header(),
            plain.parentHeader(),
            plain.metadata(),
            plain.content(),
            buffers);
    MessageCodec codec = new MessageCodec(KERNEL.connection().signatureScheme(), key);
    kernel.client().sendFrames(Channel.SHELL, codec.encode(whole));
  }

  // ---- kernel_info, execute -----------------------------------------------------------------

  @Test
  void kernelInfoNamesTheKernelAndWhereHelpIs() throws Exception {
    Message info = ask(kernel, "kernel_info_request", Map.of());
    assertThat(info.text("implementation")).isEqualTo("culvert");
    assertThat(info.text("banner")).contains("%lsmagic");
    assertThat(info.content().get("help_links"))
        .asString()
        .contains("javase/" + Runtime.version().feature() + "/docs/api");
    assertThat(info.object("language_info"))
        .containsEntry("pygments_lexer", "java")
        .containsEntry("codemirror_mode", "text/x-java");
  }

  @Test
  void cellsBehindAnErrorRunWhereTheFrontEndWantsThemTo() {
    Cell fails =
        kernel.submit(
            "Thread.sleep(200); throw new IllegalStateException();",
            ExecuteOptions.standard().withStopOnError(false));
    Cell queued = kernel.submit("System.out.print(\"on\")");
    assertThat(fails.await(PATIENCE).reply().text("status")).isEqualTo("error");
    queued.await(PATIENCE).stdout("on").ok();
  }

  /** A race: the runner could still be looking for queued cells when the client had its reply. */
  @Test
  void aCellSentWhenTheErrorIsKnownIsNotAborted() {
    for (int i = 0; i < 30; i++) {
      kernel
          .execute("throw new IllegalStateException(\"no\");")
          .error("IllegalStateException", "no");
      kernel.execute("1").result("1").ok();
    }
  }

  @Test
  void aSilentCellMayPrintAndEvaluateExpressions() {
    Cell silent =
        kernel.execute(
            "int quiet = 20; System.out.print(\"heard\");",
            ExecuteOptions.standard()
                .withSilent(true)
                .withUserExpressions(Map.of("more", "quiet + 1")));
    silent.stdout("heard").ok();
    assertThat(silent.reply().object("user_expressions").get("more"))
        .asString()
        .contains("text/plain=21");
  }

  // ---- complete, inspect --------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "complete_request",
    "inspect_request",
  })
  void everyCursorIsAnsweredWithoutAnError(String type) throws Exception {
    String code = "%echo -p 2\nvar s = \"😀 a\".strip(); // é\ns.len(\n!ls {s}\n\"open";
    int points = code.codePointCount(0, code.length());
    for (int cursor = -1; cursor <= points + 2; cursor++) {
      Message reply = ask(kernel, type, Map.of("code", code, "cursor_pos", cursor));
      assertThat(reply.text("status")).as("cursor %d", cursor).isEqualTo("ok");
      if (type.startsWith("complete")) {
        int at = Math.max(0, Math.min(cursor, points));
        assertThat(reply.number("cursor_start", -1)).as("start at %d", cursor).isBetween(0, at);
        assertThat(reply.number("cursor_end", -1)).as("end at %d", cursor).isBetween(at, points);
      }
    }
  }

  @Test
  void positionsAreCountedInCodePoints() throws Exception {
    String code = "\"😀😀\".toUpp";
    Message reply = kernel.client().complete(code, code.codePointCount(0, code.length()));
    assertThat(reply.content().get("matches")).isEqualTo(List.of("toUpperCase("));
    assertThat(reply.number("cursor_start", -1)).isEqualTo(5);
    assertThat(reply.number("cursor_end", -1)).isEqualTo(10);
  }

  @Test
  void fileNamesAreThoseOfTheFolderThatCellsWentTo() throws Exception {
    kernel.execute("var start = notebook().surroundings().folder();").ok();
    kernel.execute("notebook().surroundings().changeFolder(Path.of(\"src/test\"));").ok();
    try {
      assertThat(kernel.client().complete("!ls ja", 6).content().get("matches"))
          .isEqualTo(List.of("java/"));
      assertThat(kernel.client().complete("Path.of(\"ja", 11).content().get("matches"))
          .isEqualTo(List.of("java/"));
    } finally {
      kernel.execute("notebook().surroundings().changeFolder(start);").ok();
    }
    assertThat(kernel.client().complete("!ls pom.", 8).content().get("matches"))
        .isEqualTo(List.of("pom.xml"));
  }

  @Test
  void dependenciesInCommentsAreCompletedFromTheLocalRepository() throws Exception {
    String code = "1;\n//DEPS org.apache.maven.shared:x:1 org.apache.mav";
    Message reply = kernel.client().complete(code, code.length());
    assertThat(reply.number("cursor_start", -1)).isEqualTo(code.lastIndexOf(' ') + 1);
    assertThat(reply.object("metadata").get("_jupyter_types_experimental"))
        .asList()
        .allMatch(match -> "coordinate".equals(((Map<?, ?>) match).get("type")))
        .isNotEmpty();
  }

  // ---- comms --------------------------------------------------------------------------------

  @Test
  void buffersComeBackAsTheyWereAndAFrontEndMayClose() throws Exception {
    Cell opens =
        kernel.execute(
            """
            import dev.culvert.api.Comm;
            var echo = notebook().comms().open("echo", Comm.Message.of(Map.of()));
            echo.onMessage(m -> echo.send(new Comm.Message(m.data(), m.metadata(), m.buffers())));
            echo.onClose(m -> System.out.println("closed with " + m.data()));
            echo.id()
            """);
    String id = opens.of("comm_open").get(0).text("comm_id");
    byte[] bytes = {0, -1, 10, 127};
    String key = KERNEL.connection().key();

    send("comm_msg", Map.of("comm_id", id, "data", Map.of("n", 1)), List.of(bytes, bytes), key);
    Message answer = opens.eventually("comm_msg");
    assertThat(answer.buffers()).containsExactly(bytes, bytes);
    assertThat(answer.object("data")).isEqualTo(Map.of("n", 1));

    send("comm_close", Map.of("comm_id", id, "data", Map.of("why", "done")), List.of(), key);
    opens.eventuallyStdout("closed with {why=done}\n");
    assertThat(ask(kernel, "comm_info_request", Map.of("target_name", "echo")).object("comms"))
        .isEmpty();
  }

  @Test
  @Timeout(30)
  void aTargetThatNobodyRegisteredIsClosedAtOnce() throws Exception {
    kernel
        .client()
        .send(
            Channel.SHELL,
            "comm_open",
            Map.of("comm_id", "c9", "target_name", "nobody", "data", Map.of()));
    Map<String, Object> nobodys = Map.of("target_name", "nobody");
    while (!ask(kernel, "comm_info_request", nobodys).object("comms").isEmpty()) {
      Thread.onSpinWait(); // the worker is being told
    }
    kernel.execute("1").result("1").ok();
  }

  // ---- history ------------------------------------------------------------------------------

  @Test
  void historyIsKeptOnDiskAcrossSessions(@TempDir Path folder) throws Exception {
    KernelConfig usual = InProcessKernel.config(List.of());
    KernelConfig kept =
        new KernelConfig(
            usual.worker(), Optional.of(folder.resolve("history.jsonl")), usual.output(), false);
    try (InProcessKernel first = new InProcessKernel(kept)) {
      first.client().execute("int a = 1;").ok();
      first.client().execute("a + 1").result("2").ok();
      first
          .client()
          .execute("a + 2", ExecuteOptions.standard().withStoreHistory(false))
          .result("3")
          .ok();
    }
    try (InProcessKernel second = new InProcessKernel(kept)) {
      second.client().execute("\"now\"").result("now").ok();

      assertThat(history(second, Map.of("hist_access_type", "tail", "n", 2)))
          .isEqualTo(List.of(List.of(1, 2, "a + 1"), List.of(0, 1, "\"now\"")));
      assertThat(
              history(
                  second,
                  Map.of("hist_access_type", "range", "session", -1, "start", 1, "stop", 2)))
          .isEqualTo(List.of(List.of(1, 1, "int a = 1;")));
      assertThat(history(second, Map.of("hist_access_type", "search", "pattern", "a + ?")))
          .isEqualTo(List.of(List.of(1, 2, "a + 1")));
      assertThat(history(second, Map.of("hist_access_type", "search", "pattern", "\\E[(*")))
          .isEqualTo(List.of());
    }
  }

  private static Object history(InProcessKernel kernel, Map<String, Object> content)
      throws Exception {
    Message reply = ask(kernel.client(), "history_request", content);
    assertThat(reply.text("status")).isEqualTo("ok");
    return reply.content().get("history");
  }

  // ---- what no client should send -----------------------------------------------------------

  @Test
  void aMessageOfAnotherKeyIsNotRun() throws Exception {
    kernel.execute("int trusted = 1;").ok();
    send("execute_request", Map.of("code", "trusted = 2;"), List.of(), "another key");
    kernel.execute("trusted").result("1").ok();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "complete_request",
        "inspect_request",
        "is_complete_request",
        "history_request",
        "comm_info_request",
        "kernel_info_request"
      })
  void aRequestWithoutContentIsAnsweredAllTheSame(String type) throws Exception {
    assertThat(ask(kernel, type, Map.of()).type()).isEqualTo(type.replace("request", "reply"));
    kernel.execute("1").result("1").ok();
  }

  @Test
  void anExecuteRequestWithoutCodeIsAnEmptyCell() throws Exception {
    Message reply = ask(kernel, "execute_request", Map.of());
    assertThat(reply.text("status")).isEqualTo("ok");
    kernel.execute("1").result("1").ok();
  }

  // ---- the end ------------------------------------------------------------------------------

  @Test
  void aBusyKernelAnswersThatItEnds() throws Exception {
    try (InProcessKernel ending = new InProcessKernel()) {
      Cell busy = ending.client().submit("System.out.print(\"on\"); Thread.sleep(60_000);");
      busy.eventuallyStdout("on");
      Message reply = ending.client().client().shutdown(true, PATIENCE);
      assertThat(reply.content()).isEqualTo(Map.of("status", "ok", "restart", true));
    }
  }

  @Test
  void theConnectionsKeyIsNeverShown() {
    ConnectionInfo connection = KERNEL.connection();
    assertThat(connection.toString()).doesNotContain(connection.key());
  }
}
