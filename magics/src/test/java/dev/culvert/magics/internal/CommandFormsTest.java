package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** A command that is made for its words takes them as one that picocli made of its class. */
class CommandFormsTest {

  @Command
  static final class Paint {
    @Option(names = "--colour")
    private List<String> colours = List.of("white");

    @Option(
        names = {"-g", "--gloss"},
        arity = "0..1",
        fallbackValue = "silk")
    private String gloss = "none";
  }

  @Command(name = "gate", aliases = "door")
  static class Gate {
    @Option(names = {"-w", "--wide"})
    boolean wide;

    @Option(names = {"-p", "--port"})
    int port = 22;

    @Option(names = "--hinge", defaultValue = "left")
    String hinge;

    @Mixin private Paint paint;

    @Parameters(arity = "0..*")
    List<String> words = new ArrayList<>();

    String state() {
      return List.of(wide, port, hinge, paint.colours, paint.gloss, words).toString();
    }
  }

  @Command(name = "lock")
  static final class Lock {
    @Option(names = "--key", required = true)
    private String key;
  }

  @Command(name = "either")
  static final class Either {
    static final class One {
      @Option(names = "--one")
      private boolean one;
    }

    @ArgGroup private One one;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "--wide",
        "-w a",
        "-wp 3 a",
        "-wp3",
        "-p=4 --port 5",
        "--port=6",
        "--port x",
        "--po 7",
        "--colour red --colour=blue a",
        "--gloss",
        "-g mat a",
        "-wg",
        "--gloss=high --hinge right",
        "--hinge",
        "--unknown a",
        "-x",
        "a --wide b",
        "-- --wide",
        "a - -5"
      })
  void wordsMeanTheSame(String line) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThat(parsed(new Gate(), CommandFormsTest::formed, words))
        .isEqualTo(parsed(new Gate(), (gate, all) -> new CommandLine(gate), words));
  }

  @Test
  void anOptionThatNoWordMayNameIsLeftOut() {
    assertThat(formed(new Gate(), List.of("--port=3", "a")).getCommandSpec().optionsMap())
        .containsOnlyKeys("-p", "--port", "--hinge");
    assertThat(formed(new Lock(), List.of()).getCommandSpec().optionsMap()).containsKey("--key");
  }

  @Test
  void everyCallHasItsOwnFields() {
    Gate first = new Gate();
    Gate second = new Gate();
    CommandForms forms = CommandForms.of(new CommandLine(new Gate()));

    forms.make(first, Set.of("--wide", "--colour")).parseArgs("--wide", "--colour", "red", "a");
    forms.make(second, Set.of("b")).parseArgs("b");

    assertThat(first.state()).isEqualTo("[true, 22, left, [red], none, [a]]");
    assertThat(second.state()).isEqualTo("[false, 22, left, [white], none, [b]]");
  }

  @Test
  void whatUsesMoreOfPicocliIsMadeByIt() {
    Either made = new Either();

    CommandForms.of(new CommandLine(new Either())).make(made, Set.of("--one")).parseArgs("--one");

    assertThat(made.one.one).isTrue();
  }

  /** Makes a command line for words. */
  private interface Maker {
    CommandLine make(Gate gate, List<String> words);
  }

  private static CommandLine formed(Object command, List<String> words) {
    Object another = command instanceof Gate ? new Gate() : new Lock();
    return CommandForms.of(new CommandLine(another)).make(command, Set.copyOf(words));
  }

  /** The fields after parsing, or the error. */
  private static String parsed(Gate gate, Maker maker, List<String> words) {
    try {
      maker.make(gate, words).parseArgs(words.toArray(String[]::new));
      return gate.state();
    } catch (ParameterException e) {
      return "refused";
    }
  }
}
