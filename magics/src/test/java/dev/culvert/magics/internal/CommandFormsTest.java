package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
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

  private final CommandForms forms = CommandForms.of(new CommandLine(new Gate()));

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

    Gate plain = new Gate();
    Gate formed = new Gate();
    assertThat(parsed(formed, use(formed, words).line(), words))
        .isEqualTo(parsed(plain, new CommandLine(plain), words));
  }

  /** Of calls before it, nothing is left in a line that is used again. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "--port 5 b", "--port x", "--colour blue", "-wg mat c"})
  void wordsMeanTheSameInALineThatWasUsed(String line) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    for (String before :
        List.of("-wp 3 z", "--port y", "--colour red --colour green", "-g", "-x")) {
      List<String> earlier = List.of(before.split(" "));
      Gate used = new Gate();
      try (CommandUse use = use(used, earlier)) {
        parsed(used, use.line(), earlier);
      }
      Gate formed = new Gate();
      Gate plain = new Gate();
      try (CommandUse use = use(formed, words)) {
        assertThat(parsed(formed, use.line(), words))
            .isEqualTo(parsed(plain, new CommandLine(plain), words));
      }
    }
  }

  @Test
  void anOptionThatNoWordMayNameIsLeftOut() {
    assertThat(use(new Gate(), List.of("--port=3", "a")).line().getCommandSpec().optionsMap())
        .containsOnlyKeys("-p", "--port", "--hinge");
    assertThat(
            CommandForms.of(new CommandLine(new Lock()))
                .use(List.of(new Lock()), Set.of(), plan(new Lock()))
                .line()
                .getCommandSpec()
                .optionsMap())
        .containsOnlyKeys("--key");
  }

  @Test
  void callsAtTheSameTimeHaveLinesAndFieldsOfTheirOwn() {
    Gate first = new Gate();
    Gate second = new Gate();
    Gate third = new Gate();
    CommandUse one = use(first, List.of("--wide", "a"));
    CommandUse other = use(second, List.of("--wide", "b"));
    assertThat(one.line()).isNotSameAs(other.line());
    other.line().parseArgs("--wide", "b");
    one.line().parseArgs("--wide", "a");
    assertThat(one.command(one.line().getCommandSpec())).isSameAs(first);
    one.close();
    CommandUse again = use(third, List.of("--wide"));
    assertThat(again.line()).isSameAs(one.line());
    again.line().parseArgs("--wide");

    assertThat(first.state()).isEqualTo("[true, 22, left, [white], none, [a]]");
    assertThat(second.state()).isEqualTo("[true, 22, left, [white], none, [b]]");
    assertThat(third.state()).isEqualTo("[true, 22, left, [white], none, []]");
  }

  @Test
  void whatUsesMoreOfPicocliIsMadeByIt() {
    Either made = new Either();

    CommandUse use =
        CommandForms.of(new CommandLine(new Either()))
            .use(List.of(made), Set.of("--one"), plan(made));
    use.line().parseArgs("--one");

    assertThat(made.one.one).isTrue();
    assertThat(use.command(use.line().getCommandSpec())).isSameAs(made);
  }

  private CommandUse use(Gate gate, List<String> words) {
    return forms.use(List.of(gate), new HashSet<>(words), plan(gate));
  }

  private static CommandForms.Plan plan(Object command) {
    return maker -> maker.apply(command);
  }

  /** The fields after parsing, or that there is an error. */
  private static String parsed(Gate gate, CommandLine line, List<String> words) {
    try {
      line.parseArgs(words.toArray(String[]::new));
      return gate.state();
    } catch (ParameterException e) {
      return "refused";
    }
  }
}
