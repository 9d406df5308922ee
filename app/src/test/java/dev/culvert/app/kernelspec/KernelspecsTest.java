package dev.culvert.app.kernelspec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelspecsTest {

  @TempDir Path folder;

  private Path spec(String where, String json) throws Exception {
    Path spec = Files.createDirectories(folder.resolve(where));
    Files.writeString(spec.resolve("kernel.json"), json);
    return spec;
  }

  @Test
  void ofOneNameTheFirstWinsAndOursAreKnown() throws Exception {
    spec("a/java", "{\"argv\": [\"x\"], \"display_name\": \"First\"}");
    Path ours = spec("b/java", "{\"argv\": [\"x\"], \"display_name\": \"Second\"}");
    Files.createDirectories(ours.resolve("front"));
    Files.writeString(ours.resolve("front/culvert-front.jar"), "");
    spec("b/broken", "{");
    Files.createDirectories(folder.resolve("b/no-spec"));

    List<Kernelspecs.Entry> entries =
        Kernelspecs.in(List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("none")));

    assertThat(entries)
        .extracting(Kernelspecs.Entry::name)
        .containsExactly("broken", "java", "java");
    assertThat(entries).extracting(Kernelspecs.Entry::wins).containsExactly(true, true, false);
    assertThat(entries).extracting(Kernelspecs.Entry::isOurs).containsExactly(false, false, true);
    assertThat(entries.get(0).title())
        .startsWith(
            "broken: " + folder.resolve("b/broken/kernel.json") + " cannot be read as JSON");
    assertThat(entries.get(2).title()).isEqualTo("Second");
  }
}
