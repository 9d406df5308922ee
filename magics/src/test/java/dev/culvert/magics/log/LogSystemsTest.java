package dev.culvert.magics.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Culvert;
import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.log.internal.LogMagic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of java.util.logging; Logback is tested in a notebook, where its class loader is. */
class LogSystemsTest {

  private final LogMagic magic = new LogMagic();
  private final RecordingNotebook notebook = new RecordingNotebook();

  @BeforeEach
  void open() {
    Culvert.bind(notebook); // whatever notebook another test left there
  }

  @AfterEach
  void close() {
    magic.close();
  }

  private Object run(String line) throws Exception {
    return magic.run(new MagicCall(List.of(line.split(" ")), line, null, notebook));
  }

  @Test
  void linesOfJulAndSystemLoggerAreKeptInOneForm(@TempDir Path folder) throws Exception {
    run("on --no-colours --level debug");
    Logger.getLogger("shop").warning("low on books");
    Logger.getLogger("shop").finer("too fine");
    System.getLogger("till").log(System.Logger.Level.DEBUG, "opened {0}", 7);

    run("tail");
    assertThat(notebook.shown.get(0).lines())
        .hasSize(2)
        .first()
        .asString()
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  \\[.*] cell 1 shop - low on books");
    assertThat(notebook.shown.get(0)).endsWith("DEBUG [main] cell 1 till - opened 7");

    Path file = folder.resolve("log.txt");
    run("save " + file);
    assertThat(Files.readString(file)).isEqualTo(notebook.shown.get(0) + "\n");
  }

  @Test
  void coloursAreShownAndNotSaved(@TempDir Path folder) throws Exception {
    run("on");
    Logger.getLogger("shop").severe("on fire");
    run("tail 1");
    assertThat(notebook.shown.get(0)).contains("\u001b[1;31mERROR\u001b[0;39m");
    run("save " + folder.resolve("x"));
    assertThat(Files.readString(folder.resolve("x"))).contains(" ERROR [").doesNotContain("\u001b");
  }

  @Test
  void offPutsTheHandlersBack() throws Exception {
    Handler[] before = Logger.getLogger("").getHandlers();
    run("on");
    assertThat(Logger.getLogger("").getHandlers()).isNotEqualTo(before);
    run("off");
    assertThat(Logger.getLogger("").getHandlers()).containsExactlyInAnyOrder(before);
  }

  @Test
  void levelsAreThoseOfALogger() throws Exception {
    run("on --level error --no-colours");
    run("level debug shop.till");
    Logger.getLogger("shop.till").fine("shown");
    Logger.getLogger("shop").info("not shown");
    run("tail");
    assertThat(notebook.shown.get(0)).endsWith("shop.till - shown").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          on --level loud  ~ %log: no level 'loud'. There are trace, debug, info, warn, error and off.
          level info       ~ %log level: nothing is shown yet. Say %log on first.
          level            ~ %log level: missing required parameter: 'LEVEL'. See %log level --help.
          tail 0           ~ %log tail: takes 1 to 10000, not 0.
          save             ~ %log save: missing required parameter: 'FILE'. See %log save --help.
          save /no/such/x  ~ %log save: /no/such/x cannot be written: /no/such/x.
          tial             ~ %log: unknown command 'tial'. Did you mean 'tail'? See %log --help.
          """)
  void aWrongCallSaysWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> run(line)).isInstanceOf(UserError.class).hasMessage(message);
  }
}
