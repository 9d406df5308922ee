package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.culvert.api.CommandModel;
import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class PicocliMagicTest {

  @Command(description = "Opens and shuts gates.")
  static final class Gate {}

  @ResultType(StringBuilder.class)
  @Command(name = "open", description = "Opens a gate.")
  static final class Open implements Callable<StringBuilder> {
    @Option(names = "--key", paramLabel = "FILE", description = "The key.")
    String key;

    @Option(
        names = {"-p", "--port"},
        description = "The port.")
    int port = 22;

    @Option(names = "--wide", description = "Both wings.")
    boolean wide;

    @Option(names = "--secret-door", hidden = true)
    boolean hidden;

    @Parameters(paramLabel = "NAME", description = "Which gate.")
    String name;

    @Override
    public StringBuilder call() {
      if (name.equals("stuck")) {
        throw new UserError("GateError", "gate stuck does not move. Oil it.");
      }
      return new StringBuilder(name + ":" + key + ":" + port + ":" + wide);
    }
  }

  @ResultType(void.class)
  @Command(name = "shut", description = "Shuts all gates.")
  static final class Shut implements Runnable {
    @Override
    public void run() {}
  }

  static final class GateMagic extends PicocliMagic {
    GateMagic() {
      super("gate");
    }

    @Override
    protected Object command(MagicCall call) {
      return CommandTree.of(new Gate()).with(new Open()).with(new Shut());
    }
  }

  @RawText
  @Command(description = "Says a text.")
  static final class Say implements Callable<String> {
    @Option(
        names = {"-t", "--to"},
        description = "Whom.")
    String to;

    @Option(names = "--loud", description = "How.")
    boolean loud;

    @Parameters(arity = "0..1", description = "What.")
    String text;

    @Override
    public String call() {
      return to + "|" + loud + "|" + text;
    }
  }

  @Command(name = "hush", description = "Says nothing.")
  static final class Hush implements Callable<String> {
    @Parameters String whom;

    @Override
    public String call() {
      return "hush " + whom;
    }
  }

  static final class SayMagic extends PicocliMagic {
    SayMagic() {
      super("say");
    }

    @Override
    protected Object command(MagicCall call) {
      return CommandTree.of(new Say()).with(new Hush());
    }
  }

  private final RecordingNotebook notebook = new RecordingNotebook();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void modelSaysNamesTypesOptionsAndHelp() {
    CommandModel model = new GateMagic().model();

    assertThat(model.name()).isEqualTo("gate");
    assertThat(model.summary()).isEqualTo("Opens and shuts gates.");
    assertThat(model.rawText()).isFalse();
    assertThat(model.runsCell()).isFalse();
    assertThat(model.resultType()).isEqualTo("java.lang.Object");
    assertThat(model.subcommands()).extracting(CommandModel::name).containsExactly("open", "shut");
    CommandModel open = model.subcommand("open").orElseThrow();
    assertThat(open.resultType()).isEqualTo("java.lang.StringBuilder");
    assertThat(model.subcommand("shut").orElseThrow().resultType()).isEqualTo("void");
    assertThat(open.options())
        .containsExactlyInAnyOrder(
            new CommandModel.Option(
                List.of("--key"), "The key.", true, List.of(), CommandModel.Argument.FILE),
            new CommandModel.Option(List.of("-p", "--port"), "The port.", true, List.of()),
            new CommandModel.Option(List.of("--wide"), "Both wings.", false, List.of()),
            new CommandModel.Option(List.of("-h", "--help"), "Show this help.", false, List.of()));
    assertThat(open.help()).startsWith("Usage: %gate open [-h] [--wide] [--key=FILE]");
  }

  @Test
  void modelMarksTextOfAnotherLanguage() {
    CommandModel model = new SayMagic().model();

    assertThat(model.rawText()).isTrue();
    assertThat(model.subcommand("hush").orElseThrow().rawText()).isFalse();
  }

  @Test
  void eachCallGetsFreshOptions() throws Exception {
    GateMagic magic = new GateMagic();

    assertThat(magic.run(call("open", "north", "--key", "k", "-p22022", "--wide")))
        .hasToString("north:k:22022:true");
    assertThat(magic.run(call("open", "south"))).hasToString("south:null:22:false");
    assertThat(magic.run(call("shut"))).isNull();
  }

  @Test
  void argumentsThatBeginWithAnAtSignAreNotFiles() throws Exception {
    assertThat(new GateMagic().run(call("open", "@north"))).hasToString("@north:null:22:false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          open x --kye k      | %gate open: unknown option '--kye'. Did you mean '--key'? See %gate open --help.
          open x --kye=k      | %gate open: unknown option '--kye'. Did you mean '--key'? See %gate open --help.
          open x --secret     | %gate open: unknown option '--secret'. See %gate open --help.
          open x --po 1       | %gate open: unknown option '--po'. See %gate open --help.
          open x --por 1      | %gate open: unknown option '--por'. Did you mean '--port'? See %gate open --help.
          open x y            | %gate open: unexpected argument 'y'. See %gate open --help.
          open                | %gate open: missing required parameter: 'NAME'. See %gate open --help.
          open x --port ten   | %gate open: invalid value for option '--port': 'ten' is not an int. See %gate open --help.
          open x --key        | %gate open: missing required parameter for option '--key' (FILE). See %gate open --help.
          open x -p 1 -p 2    | %gate open: option '--port' (<port>) should be specified only once. See %gate open --help.
          opne x              | %gate: unknown command 'opne'. Did you mean 'open'? See %gate --help.
          dig                 | %gate: unknown command 'dig'. See %gate --help.
          --widen             | %gate: unknown option '--widen'. See %gate --help.
          ``                  | %gate: needs a command: open, shut. See %gate --help.
          """)
  void wrongCallsAreNamedWithTheNearestRightOne(String line, String message) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");

    assertThatThrownBy(() -> new GateMagic().run(call(words)))
        .isInstanceOf(UserError.class)
        .hasMessage(message)
        .asInstanceOf(type(UserError.class))
        .extracting(UserError::name)
        .isEqualTo("UsageError");
  }

  @Test
  void helpIsShownAndNothingRuns() throws Exception {
    Object value = new GateMagic().run(call("open", "--help"));

    assertThat(value).isNull();
    assertThat(notebook.shown).singleElement().asString().startsWith("Usage: %gate open");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          select 'a  b' from t                      | null|false|select 'a  b' from t
          --loud --to ana  select "x" where n={y}   | ana|true|select "x" where n={y}
          -t 'ana b' select \\n                     | ana b|false|select \\n
          --loud -- -- a comment                    | null|true|-- a comment
          --to=ana it's                             | ana|false|it's
          --loud                                    | null|true|null
          """)
  void textOfAnotherLanguageIsKeptAsItWasWritten(String line, String to, String loud, String text)
      throws Exception {
    List<String> words = Words.of(line).stream().map(Words.Word::text).toList();

    Object value = new SayMagic().run(new MagicCall(words, line, null, notebook));

    assertThat(value).isEqualTo(to + "|" + loud + "|" + text);
  }

  @Test
  void expressionsInOptionsBeforeRawTextAreTakenReplaced() throws Exception {
    MagicCall call =
        new MagicCall(List.of("--to", "ana", "x", "{y}"), "--to { who } x  {y}", null, notebook);

    assertThat(new SayMagic().run(call)).isEqualTo("ana|false|x  {y}");
  }

  @Test
  void subcommandsOfARawCommandAreOrdinary() throws Exception {
    MagicCall call = new MagicCall(List.of("hush", "a b"), "hush 'a b'", null, notebook);

    assertThat(new SayMagic().run(call)).isEqualTo("hush a b");
  }

  @Test
  void misspeltOptionBeforeRawTextIsRefused() {
    String line = "--luod hello";

    assertThatThrownBy(
            () -> new SayMagic().run(new MagicCall(List.of(line.split(" ")), line, null, notebook)))
        .hasMessage("%say: unknown option '--luod'. Did you mean '--loud'? See %say --help.");
  }

  @Test
  void shellGetsTheValueAndZero() {
    assertThat(shell(new GateMagic(), "open", "north")).isEqualTo(PicocliMagic.OK);
    assertThat(notebook.shown).containsExactly("north:null:22:false");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shellGetsTwoAndTheSameTextForAWrongCall() {
    assertThat(shell(new GateMagic(), "open", "x", "--kye")).isEqualTo(PicocliMagic.MISUSED);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "culvert gate open: unknown option '--kye'. Did you mean '--key'?"
                + " See culvert gate open --help.");
  }

  @Test
  void shellGetsOneForAFailure() {
    assertThat(shell(new GateMagic(), "open", "stuck")).isEqualTo(PicocliMagic.FAILED);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("GateError: gate stuck does not move. Oil it.");
  }

  @Test
  void shellGetsHelpOnItsOutput() {
    assertThat(shell(new GateMagic(), "--help")).isEqualTo(PicocliMagic.OK);
    assertThat(out.toString()).startsWith("Usage: culvert gate [-h] [COMMAND]");
  }

  @Test
  void shellMayGiveTheTextInOneArgumentOrMany() {
    shell(new SayMagic(), "--to", "ana", "select 'a  b'");
    shell(new SayMagic(), "--loud", "select", "1");

    assertThat(notebook.shown).containsExactly("ana|false|select 'a  b'", "null|true|select 1");
  }

  private int shell(PicocliMagic magic, String... args) {
    return magic.main(
        List.of(args), notebook, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private MagicCall call(String... words) {
    return new MagicCall(List.of(words), String.join(" ", words), null, notebook);
  }
}
