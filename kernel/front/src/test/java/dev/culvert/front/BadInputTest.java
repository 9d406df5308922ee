package dev.culvert.front;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.client.Channel;
import dev.culvert.client.ExecuteOptions;
import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear error for each mistake, and the next cell runs. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class BadInputTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%ehco a | UnknownMagic | there is no magic %ehco. Did you mean %echo? %lsmagic lists all of them.",
        "%nothing | UnknownMagic | there is no magic %nothing. %lsmagic lists all of them.",
        "%help ech | UnknownMagic | there is no magic %ech. Did you mean %echo? %lsmagic lists all of them.",
        "%echo 'open | UsageError | %echo: the quote at column 2 of ''open' is not closed.",
        "%echo {1 + | UsageError | %echo: the brace in '{1 +' is not closed; write {{ for a brace of its own.",
        "%echo port={x -> x} | UsageError | %echo: no function can stand in 'port={x -> x}'. Functions are taken by number.shown, text.shown.",
        "%echo {x -> x} | UsageError | %echo: no function can stand in '{x -> x}'. Functions are taken by number.shown, text.shown.",
        "%echo shown={x -> x} | UsageError | %echo: 'shown' could be number.shown, text.shown, which take different functions. Write more of the name.",
        "%echo number.shown={x -> x.foo()} | CompileError | double cannot be dereferenced",
        "%echo --as 1x | UsageError | %echo: --as takes the name of a variable, as in --as df.",
        "%echo --as= | UsageError | %echo: --as takes the name of a variable, as in --as df.",
        "%%echo --as class | UsageError | %echo: --as takes the name of a variable, as in --as df.",
        "var y = %echo --as z | UsageError | %echo: the value has a variable here already; leave one of the two out.",
        "%echo --fail | EchoError | asked to fail. Leave --fail out.",
        "int f( { | CompileError | illegal start of type",
      },
      quoteCharacter = '\u0007')
  void aMistakeIsOneClearError(String code, String name, String message) {
    kernel.execute(code).error(name, message);
    kernel.execute("40 + 2").result("42").ok();
  }

  @Test
  void anUnknownCellMagicIsNamedWithBothMarks() {
    kernel
        .execute("%%ehco\nbody")
        .error(
            "UnknownMagic",
            "there is no magic %%ehco. Did you mean %%echo? %lsmagic lists all of them.");
    kernel.execute("40 + 2").result("42").ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "int deep = %s;", "int kept = 1; kept += %s;", "if (%s > 0) {}"})
  void codeThatIsNestedTooDeeplyEndsItsCellAlone(String cell) throws Exception {
    String deep = "(".repeat(6_000) + "1" + ")".repeat(6_000);
    kernel
        .execute(cell.formatted(deep))
        .error(
            "CompileError",
            "this code is nested too deeply for the compiler. Keep parts of it in variables or"
                + " methods.");
    kernel.client().isComplete(cell.formatted(deep)); // is answered, whatever it is
    kernel.execute("System.out.println(\"next\"); 40 + 2").stdout("next\n").result("42").ok();
    kernel.execute("int fine = 1; fine").result("1").ok();
  }

  @Test
  void inputThatTheFrontEndDoesNotTakeIsAnError() {
    kernel
        .execute("%echo --ask", ExecuteOptions.standard().withStdin(false))
        .error(
            "InputUnavailable",
            "this front end takes no input (allow_stdin is false), so \"Password: \" cannot be"
                + " asked. Run the notebook interactively, or give the value another way.");
    kernel.execute("40 + 2").result("42").ok();
  }

  @Test
  void messagesThatAreNoneOfOursChangeNothing() throws Exception {
    MessageCodec stranger = new MessageCodec("hmac-sha256", "another key");
    List<byte[]> wronglySigned =
        stranger.encode(Message.request("execute_request", "s", Map.of("code", "1 + 1")));
    kernel.client().sendFrames(Channel.SHELL, wronglySigned);
    kernel.client().sendFrames(Channel.CONTROL, wronglySigned);
    kernel.client().sendFrames(Channel.SHELL, List.of("no delimiter".getBytes(UTF_8)));
    kernel.client().sendFrames(Channel.SHELL, signed("{\"msg_type\": "));
    kernel.client().sendFrames(Channel.SHELL, signed("[]"));
    kernel.execute("40 + 2").result("42").ok();
  }

  /** Frames with a right signature over JSON that is none. */
  private List<byte[]> signed(String header) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    frames.add("<IDS|MSG>".getBytes(UTF_8));
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(
        new javax.crypto.spec.SecretKeySpec(
            KERNEL.connection().key().getBytes(UTF_8), "HmacSHA256"));
    List<String> parts = List.of(header, "{}", "{}", "{}");
    parts.forEach(part -> mac.update(part.getBytes(UTF_8)));
    frames.add(java.util.HexFormat.of().formatHex(mac.doFinal()).getBytes(UTF_8));
    parts.forEach(part -> frames.add(part.getBytes(UTF_8)));
    return frames;
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    ConnectionInfo free = InProcessKernel.freeConnection();
    try (ServerSocket taken =
        new ServerSocket(free.iopubPort(), 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Kernel.start(() -> free, InProcessKernel.config(List.of())))
          .isInstanceOf(ProtocolException.class)
          .hasMessage(
              "iopub_port "
                  + taken.getLocalPort()
                  + " of the connection file cannot be bound at tcp://127.0.0.1:"
                  + taken.getLocalPort()
                  + ": Address already in use. Another kernel may use it: restart the kernel, so that"
                  + " it gets free ports.");
    }
  }

  @Test
  void cellsThatWaitBehindAFailedOneAreAborted() {
    var failing = kernel.submit("Thread.sleep(300); throw new IllegalStateException(\"first\");");
    var waiting = kernel.submit("1 + 1");
    failing.error("IllegalStateException", "first");
    waiting.await(java.time.Duration.ofSeconds(20));
    assertThat(waiting.reply().text("status")).isEqualTo("aborted");
    kernel.execute("40 + 2").result("42").ok();
  }
}
