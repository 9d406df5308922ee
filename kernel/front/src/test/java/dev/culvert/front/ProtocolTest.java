package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.client.Channel;
import dev.culvert.client.ExecuteOptions;
import dev.culvert.protocol.Message;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What front ends ask of a kernel besides running cells. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class ProtocolTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    TestKernel kernel = KERNEL.client();
    kernel
        .execute(
            """
            /** Doubles a number. */
            int twice(int n) { return 2 * n; }
            List<String> names = List.of("Emma");
            """)
        .ok();
  }

  // ---- execute ------------------------------------------------------------------------------

  @Test
  void userExpressionsAreEvaluatedAfterTheCell() {
    Cell cell =
        kernel.execute(
            "int asked = 20;",
            ExecuteOptions.standard()
                .withUserExpressions(Map.of("more", "asked + 1", "bad", "1 / 0")));
    cell.ok();
    Map<String, Object> answers = cell.reply().object("user_expressions");
    assertThat(answers.get("more"))
        .isEqualTo(
            Map.of("status", "ok", "data", Map.of("text/plain", "21"), "metadata", Map.of()));
    assertThat((Map<?, ?>) answers.get("bad"))
        .extracting("status", "ename", "evalue")
        .containsExactly("error", "ArithmeticException", "/ by zero");
  }

  @Test
  void aSilentCellIsNeitherCountedNorShown() {
    Cell before = kernel.execute("1").result("1");
    Cell silent = kernel.execute("2", ExecuteOptions.standard().withSilent(true));
    assertThat(silent.of("execute_input")).isEmpty();
    silent.ok();
    Cell after = kernel.execute("3").result("3");
    assertThat(number(after)).isEqualTo(number(before) + 1);
  }

  @Test
  void aCellOutsideHistoryIsShownAndNotCounted() {
    int before = number(kernel.execute("1").result("1"));
    Cell cell = kernel.execute("2", ExecuteOptions.standard().withStoreHistory(false));
    cell.result("2").ok();
    assertThat(number(cell)).isEqualTo(before);
  }

  @Test
  void cellsQueuedBehindAnErrorAreAborted() {
    Cell fails = kernel.submit("Thread.sleep(300); throw new IllegalStateException(\"stop\");");
    Cell queued = kernel.submit("System.out.println(\"never\")");
    fails.await(java.time.Duration.ofSeconds(30));
    queued.await(java.time.Duration.ofSeconds(30));
    assertThat(fails.reply().text("status")).isEqualTo("error");
    assertThat(queued.reply().text("status")).isEqualTo("aborted");
    assertThat(queued.written("stdout")).isEmpty();
  }

  @Test
  void aQuestionMarkShowsHelpBesideTheNotebook() {
    for (String code : List.of("?twice", "twice?", "twice??")) {
      Cell cell = kernel.execute(code);
      cell.ok();
      Map<?, ?> page = (Map<?, ?>) ((List<?>) cell.reply().content().get("payload")).get(0);
      assertThat(page.get("source")).isEqualTo("page");
      assertThat(page.get("data")).asString().contains("Doubles a number.");
    }
    kernel
        .execute("?nowhere")
        .error(
            "NotFound",
            "nothing is known of 'nowhere'. Ask for a class, a method, a variable or a %magic that"
                + " this notebook sees.");
  }

  @Test
  void aCellCanProposeTheNextOne() {
    Cell cell = kernel.execute("notebook().nextInput(\"int next = 1;\", false);");
    cell.ok();
    assertThat((List<?>) cell.reply().content().get("payload"))
        .isEqualTo(
            List.of(Map.of("source", "set_next_input", "text", "int next = 1;", "replace", false)));
  }

  @Test
  void aDisplayIsUpdatedAndOutputIsCleared() {
    Cell cell =
        kernel.execute("var id = display(\"one\"); updateDisplay(id, \"two\"); clearOutput(true);");
    cell.display("text/plain", "one");
    Message update = cell.of("update_display_data").get(0);
    assertThat(update.object("data")).isEqualTo(Map.of("text/plain", "two"));
    assertThat(update.object("transient"))
        .isEqualTo(cell.of("display_data").get(0).object("transient"));
    assertThat(cell.of("clear_output").get(0).content()).isEqualTo(Map.of("wait", true));
  }

  // ---- input --------------------------------------------------------------------------------

  @Test
  void scannersConsolesAndPasswordsAskTheFrontEnd() {
    kernel
        .answers("Ann", "41")
        .execute("var in = new Scanner(System.in); in.nextLine() + in.nextInt()")
        .asked("", "")
        .result("Ann41")
        .ok();
    kernel
        .answers("Ann", "secret")
        .execute(
            """
            Console console = System.console();
            String who = console.readLine("Who%s ", "?");
            char[] word = console.readPassword("Word? ");
            console.printf("%s has %d letters%n", who, word.length);
            """)
        .asked("Who? ", "Word? (password)")
        .stdout("Ann has 6 letters\n")
        .ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.in.read() | ''",
        "new Scanner(System.in).nextLine() | ''",
        "input(\"Name\") | Name",
        "password(\"Word\") | Word",
        "System.console().readLine(\"Name\") | Name",
      })
  void aFrontEndWithoutInputIsNamedAsTheCause(String code, String prompt) {
    kernel
        .execute(code, ExecuteOptions.standard().withStdin(false))
        .error(
            "InputUnavailable",
            "this front end takes no input (allow_stdin is false), so \""
                + prompt
                + "\" cannot be asked. Run the notebook interactively, or give the value another"
                + " way.");
    kernel.execute("1").result("1").ok();
  }

  // ---- is_complete, complete, inspect -------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int x = 1; | complete |",
        "1 + 1 | complete |",
        "%echo -p 22 | complete |",
        "!ls | complete |",
        "if (true) { | incomplete | '    '",
        "class A { void f() { | incomplete | '        '",
        "int y = | incomplete | ''",
        "int f(int n) } | invalid |",
        "\"open | invalid |",
      })
  void aCellIsCompleteIncompleteOrInvalid(String code, String status, String indent)
      throws Exception {
    Message reply = kernel.client().isComplete(code);
    assertThat(reply.text("status")).isEqualTo(status);
    assertThat(reply.content().get("indent")).isEqualTo(indent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names.get(0).toUpp | toUpperCase( | function | 13",
        "%ec | %echo | magic | 0",
        "%echo --p | --port | option | 6",
        "%echo --port 2 | 22 | value | 13",
        "%echo pom. | pom.xml | path | 6",
        "!cat pom. | pom.xml | path | 5",
        "Path.of(\"pom. | pom.xml | path | 9",
        "AtomicLong | java.util.concurrent.atomic.AtomicLong | class | 0",
        "DateTimeFormatter | java.time.format.DateTimeFormatter | class | 0",
      })
  void completionKnowsJavaMagicsFilesAndMissingImports(
      String code, String match, String type, int start) throws Exception {
    Message reply = kernel.client().complete(code, code.length());
    assertThat(reply.content().get("matches")).asList().contains(match);
    assertThat(reply.number("cursor_start", -1)).isEqualTo(start);
    assertThat(reply.object("metadata").get("_jupyter_types_experimental"))
        .asList()
        .contains(Map.of("start", start, "end", code.length(), "text", match, "type", type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Str^ing s = null; | java.lang.String",
        "int a = Math.a^bs(1.5); | double Math.abs(double a)",
        "Math.abs(^ | int Math.abs(int a)",
        "twi^ce(3) | Doubles a number.",
        "nam^es.size() | java.util.List<java.lang.String> names",
        "names.si^ze() | int List<E>.size()",
        "%ec^ho --port 1 | Usage: %echo",
        "DateTimeForm^atter.ISO_DATE | java.time.format.DateTimeFormatter",
      })
  void inspectionFindsWhatTheCursorTouches(String code, String plain) throws Exception {
    int cursor = code.indexOf('^');
    Message reply = kernel.client().inspect(code.replace("^", ""), cursor, 0);
    assertThat(reply.flag("found", false)).as(code).isTrue();
    assertThat(reply.object("data").get("text/plain")).asString().contains(plain);
    assertThat(reply.object("data").get("text/html")).asString().startsWith("<pre>");
  }

  /** Some systems install a JDK without its sources: there is its declaration then. */
  @Test
  void theJdksOwnDocumentationIsShownWhereItsSourcesAre() throws Exception {
    boolean sources = Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip"));

    Message reply = kernel.client().inspect("String", 6, 0);

    String plain = String.valueOf(reply.object("data").get("text/plain"));
    assertThat(plain).startsWith("java.lang.String");
    assertThat(plain.contains("character strings")).as(plain).isEqualTo(sources);
  }

  @Test
  void inspectionShowsTheOneOverloadThatIsCalled() throws Exception {
    Message reply = kernel.client().inspect("Math.abs(2.5)", 6, 0);
    assertThat(reply.object("data").get("text/plain")).asString().doesNotContain("int Math.abs");
  }

  @Test
  void whatNobodyKnowsIsNotFoundAndNoError() throws Exception {
    Message reply = kernel.client().inspect("nowhere", 3, 0);
    assertThat(reply.content())
        .isEqualTo(Map.of("status", "ok", "found", false, "data", Map.of(), "metadata", Map.of()));
  }

  // ---- comms --------------------------------------------------------------------------------

  @Test
  void aCellOpensACommAndHearsTheFrontEnd() throws Exception {
    Cell opens =
        kernel.execute(
            """
            import dev.culvert.api.Comm;
            var comm = notebook().comms().open("jupyter.test",
                new Comm.Message(Map.of("n", 1, "list", List.of(true, 2.5)), Map.of("version", "2"),
                    List.of(new byte[] {7})));
            comm.onMessage(m -> comm.send(new Comm.Message(
                Map.of("echo", m.data()), Map.of(), m.buffers())));
            comm.id()
            """);
    Message opened = opens.of("comm_open").get(0);
    String id = opened.text("comm_id");
    opens.result(id).ok();
    assertThat(opened.text("target_name")).isEqualTo("jupyter.test");
    assertThat(opened.object("data")).isEqualTo(Map.of("n", 1, "list", List.of(true, 2.5)));
    assertThat(opened.metadata()).isEqualTo(Map.of("version", "2"));
    assertThat(opened.buffers()).containsExactly(new byte[] {7});

    Message info =
        kernel
            .client()
            .request(Channel.SHELL, "comm_info_request", Map.of("target_name", "jupyter.test"));
    assertThat(info.object("comms")).isEqualTo(Map.of(id, Map.of("target_name", "jupyter.test")));

    kernel.client().send(Channel.SHELL, "comm_msg", Map.of("comm_id", id, "data", Map.of("x", 3)));
    assertThat(opens.eventually("comm_msg").object("data"))
        .isEqualTo(Map.of("echo", Map.of("x", 3)));

    kernel.execute("comm.close(Comm.Message.of(Map.of()));").ok();
    Message after =
        kernel
            .client()
            .request(Channel.SHELL, "comm_info_request", Map.of("target_name", "jupyter.test"));
    assertThat(after.object("comms")).isEmpty();
  }

  // ---- the rest -----------------------------------------------------------------------------

  @Test
  void aTargetOfTheNotebookIsOpenedByTheFrontEnd() throws Exception {
    Cell registers =
        kernel.execute(
            """
            notebook().comms().register("culvert.test",
                (opened, first) -> System.out.println("opened with " + first.data()));
            """);
    registers.ok();
    kernel
        .client()
        .send(
            Channel.SHELL,
            "comm_open",
            Map.of("comm_id", "c1", "target_name", "culvert.test", "data", Map.of("a", "b")));
    registers.eventuallyStdout("opened with {a=b}\n");
  }

  @Test
  void unknownAndMalformedMessagesChangeNothingForTheNext() throws Exception {
    kernel.client().send(Channel.SHELL, "create_subshell_request", Map.of());
    kernel.client().send(Channel.CONTROL, "debug_request", Map.of("command", "initialize"));
    kernel.client().sendFrames(Channel.SHELL, List.of("no message".getBytes()));
    kernel.execute("1").result("1").ok();
  }

  @Test
  void questionsAreAnsweredWhileACellRuns() throws Exception {
    Cell busy = kernel.submit("System.out.print(\"on\"); Thread.sleep(60_000);");
    busy.eventuallyStdout("on");
    assertThat(kernel.client().complete("names.get(0).toUpp", 18).content().get("matches"))
        .isEqualTo(List.of("toUpperCase("));
    assertThat(kernel.client().inspect("String", 3, 0).flag("found", false)).isTrue();
    kernel.client().interrupt();
    busy.await(java.time.Duration.ofSeconds(30));
    assertThat(busy.reply().text("ename")).isEqualTo("Interrupted");
  }

  @Test
  void kernelInfoTellsEveryFrontEndHowToHighlight() throws Exception {
    Message info = kernel.client().request(Channel.CONTROL, "kernel_info_request", Map.of());
    assertThat(info.text("status")).isEqualTo("ok");
    assertThat(info.text("protocol_version")).isEqualTo("5.5");
    assertThat(info.object("language_info"))
        .containsEntry("name", "java")
        .containsEntry("mimetype", "text/x-java")
        .containsEntry("file_extension", ".java");
    assertThat(info.content().get("supported_features")).isEqualTo(List.of());
  }

  private static int number(Cell cell) {
    return cell.reply().number("execution_count", -1);
  }
}
