package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the protocol names tests that there are. */
class ProtocolDocTest {

  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

  @Test
  void everyRowNamesTestsThatExist() throws IOException {
    Set<String> tests;
    try (Stream<Path> files =
        Stream.of("kernel/front", "it")
            .map(module -> Shell.root().resolve(module).resolve("src/test/java"))
            .flatMap(ProtocolDocTest::below)) {
      tests = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
    List<String> rows =
        Files.readAllLines(Shell.root().resolve("docs/protocol.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| message"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(15);
    for (String row : rows) {
      List<String> named = TEST.matcher(row).results().map(MatchResult::group).toList();
      assertThat(named).as(row).isNotEmpty();
      assertThat(tests).as(row).containsAll(named.stream().map(ProtocolDocTest::file).toList());
    }
  }

  private static String file(String inTicks) {
    return inTicks.replace("`", "") + ".java";
  }

  private static Stream<Path> below(Path folder) {
    try {
      return Files.walk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
