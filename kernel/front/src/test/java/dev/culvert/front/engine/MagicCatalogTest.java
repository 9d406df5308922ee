package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.CommandModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MagicCatalogTest {

  private static CommandModel command(String name) {
    return new CommandModel(
        name,
        "Does " + name + ".",
        "",
        "void",
        false,
        false,
        CommandModel.Argument.NONE,
        Map.of(),
        List.of(),
        List.of());
  }

  @Test
  void magicsAreListedByName() {
    MagicCatalog catalog =
        new MagicCatalog(List.of("who", "loadFromPOM", "load"), MagicCatalogTest::command);

    assertThat(catalog.names()).containsExactly("load", "loadFromPOM", "who");
    assertThat(catalog.overview())
        .contains("  %load         Does load.\n  %loadFromPOM  Does loadFromPOM.\n  %who");
    assertThat(catalog.find("WHO")).isEmpty();
  }

  @Test
  void onlyMagicsThatSomebodyLooksAtAreAskedFor() {
    List<String> asked = new ArrayList<>();
    MagicCatalog catalog =
        new MagicCatalog(
            List.of("who", "load"),
            name -> {
              asked.add(name);
              return command(name);
            });

    catalog.find("nothing");
    catalog.find("who");
    catalog.find("who");

    assertThat(asked).containsExactly("who");
  }
}
