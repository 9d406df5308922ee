package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.CommandModel;
import dev.culvert.api.Magic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What all magics say of themselves. */
class HelpTest {

  /** Picocli formats its texts, and complains on stderr of a percent sign that stands alone. */
  @Test
  void noHelpTextIsAFormatByMistake() {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      for (Magic magic : ServiceLoader.load(Magic.class)) {
        check(magic.model());
      }
    } finally {
      System.setErr(before);
    }
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static void check(CommandModel model) {
    assertThat(model.summary()).as(model.name()).isNotBlank().doesNotContain("%%%").endsWith(".");
    assertThat(model.help()).contains(model.name());
    model.subcommands().forEach(HelpTest::check);
  }
}
