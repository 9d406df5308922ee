package dev.culvert.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("list", "close", "reopen", "--known-hosts", "total", "tidal", "a", "-L");

  @ParameterizedTest
  @CsvSource({
    "lsit,          list", // neighbours swapped
    "lst,           list", // one dropped
    "closse,        close", // one too many
    "rdopen,        reopen", // one changed
    "reop,          reopen", // a beginning
    "--known,       --known-hosts",
    "--knwon-hosts, --known-hosts",
    "tital,         tidal", // as near as total: the first by name
    "list,          list",
    "A,             a",
    "-l,            -L",
  })
  void aMistypedNameIsRecognised(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN)).hasValue(meant);
    assertThat(Nearest.hint(word, KNOWN)).isEqualTo(" Did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"destroy", "open", "clxxe", "--kn-hsts", "b", "-X"})
  void whatIsFarFromAllNamesIsNone(String word) {
    assertThat(Nearest.to(word, KNOWN)).isEmpty();
    assertThat(Nearest.hint(word, KNOWN)).isEmpty();
  }
}
