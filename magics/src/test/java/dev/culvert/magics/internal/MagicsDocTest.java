package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.Magic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of all magics. */
class MagicsDocTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern LINK = Pattern.compile("]\\((\\w+\\.md)\\)");

  @Test
  void everyMagicHasALineAndEveryLinkAPage() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCS.resolve("magics.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    for (Magic magic : ServiceLoader.load(Magic.class)) {
      String name = magic.model().name();
      assertThat(rows)
          .as("docs/magics.md on %s", name)
          .anyMatch(row -> row.split("\\|")[1].contains("%" + name + "`"));
    }
    for (String row : rows) {
      Matcher link = LINK.matcher(row);
      assertThat(link.find()).as(row).isTrue();
      assertThat(DOCS.resolve(link.group(1))).exists();
    }
  }
}
