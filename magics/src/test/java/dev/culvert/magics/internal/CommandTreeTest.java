package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class CommandTreeTest {

  @Command(name = "gate")
  static final class Gate {}

  @Command(
      name = "open",
      aliases = {"op"})
  static final class Open {
    @Option(names = "--wide")
    private boolean wide;

    @Parameters(arity = "0..*")
    private String[] words;
  }

  @Command(name = "key")
  static final class Key {}

  @Command(name = "new")
  static final class NewKey {}

  @Command(name = "add")
  static final class AddKey {}

  @Test
  void onlyWhatTheWordsNameIsMade() {
    CommandLine made = named(tree(), "key", "new", "--force");

    assertThat(made.getSubcommands()).containsOnlyKeys("key");
    assertThat(made.getSubcommands().get("key").getSubcommands()).containsOnlyKeys("new");
    assertThat(named(tree(), "SELECT", "1").getSubcommands()).isEmpty();
  }

  @Test
  void aCommandIsMadeByItsOtherNamesToo() {
    assertThat(named(tree(), "op").getSubcommands()).containsOnlyKeys("open", "op");
  }

  @Test
  void theWholeTreeHasEveryCommand() {
    CommandLine made = tree().whole();

    assertThat(made.getSubcommands()).containsOnlyKeys("open", "op", "key");
    assertThat(made.getSubcommands().get("key").getSubcommands()).containsOnlyKeys("new", "add");
  }

  @Test
  void whatFollowsAWordCanBelongToIt() {
    Open open = new Open();

    named(CommandTree.of(new Gate()).with(open).stopAtPositional(), "open")
        .parseArgs("open", "Main", "--wide");

    assertThat(open.words).containsExactly("Main", "--wide");
    assertThat(open.wide).isFalse();
  }

  private static CommandLine named(CommandTree tree, String... words) {
    return tree.named(Set.of(words), CommandForms.NONE, made -> made).line();
  }

  private static CommandTree tree() {
    return CommandTree.of(new Gate())
        .with(new Open())
        .with(CommandTree.of(new Key()).with(new NewKey()).with(new AddKey()));
  }
}
