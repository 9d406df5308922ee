package dev.culvert.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @Test
  void helpListsTheCommands() {
    CommandLineRun help = CommandLineRun.of("--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("install", "uninstall", "list", "doctor", "run");
  }

  @Test
  void percentSignsOfSummariesAreNoFormats() {
    PrintStream before = System.err;
    ByteArrayOutputStream complaints = new ByteArrayOutputStream(); // of the library of options
    System.setErr(new PrintStream(complaints, true, UTF_8));
    try {
      assertThat(CommandLineRun.of("--help").out()).contains("as %maven.").doesNotContain("%%");
    } finally {
      System.setErr(before);
    }
    assertThat(complaints.toString(UTF_8)).isEmpty();
  }

  @Test
  void noCommandIsAnsweredWithHelp() {
    assertThat(CommandLineRun.of().out()).startsWith("Usage: culvert");
  }

  @ParameterizedTest
  @CsvSource({"instal,install", "dcotor,doctor", "rum,run", "lst,list"})
  void anUnknownCommandOffersTheNearest(String word, String meant) {
    CommandLineRun run = CommandLineRun.of(word);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "culvert: no command '" + word + "'. Did you mean '" + meant + "'?",
            "Try './culvert --help'.");
  }

  @Test
  void aWordThatIsLikeNoCommandOffersNone() {
    assertThat(CommandLineRun.of("frobnicate").err())
        .startsWith("culvert: no command 'frobnicate'.\n");
  }

  @Test
  void anUnknownOptionOffersTheNearest() {
    CommandLineRun run = CommandLineRun.of("install", "--replce");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("Unknown option: '--replce'")
        .contains("./culvert install --help");
  }
}
