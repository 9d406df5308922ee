package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries that other kernels had trouble with, from an empty local repository and from a full.
 */
@Tag("soak")
class LibrariesTest {

  private static final String NOTEBOOK =
      """
      {"cells": [
       {"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [],
        "source": "//DEPS tech.tablesaw:tablesaw-core:0.44.1 com.google.guava:guava:33.5.0-jre\\nimport tech.tablesaw.api.*;\\nIntColumn.create(\\"n\\", new int[] {1, 2, 3}).sum()"},
       {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {}, "outputs": [],
        "source": "Table.read().csv(new StringReader(\\"a,b\\\\n1,x\\\\n2,y\\\\n\\")).rowCount()"},
       {"cell_type": "code", "execution_count": null, "id": "c", "metadata": {}, "outputs": [],
        "source": "com.google.common.collect.ImmutableSortedMultiset.of(3, 1, 3).elementSet()"}
      ], "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
      "nbformat": 4, "nbformat_minor": 5}
      """;

  @TempDir Path folder;

  @Test
  void tablesawAndGuavaAreFoundTwiceInARow() throws Exception {
    Files.writeString(folder.resolve("libraries.ipynb"), NOTEBOOK);
    Path local = folder.resolve("repository");
    Map<String, String> env = Map.of("CULVERT_WORKER_OPTIONS", "-Dmaven.repo.local=" + local);
    for (String cache : new String[] {"cold", "warm"}) {
      assertThat(Files.exists(local)).as("repository, %s", cache).isEqualTo(cache.equals("warm"));
      Shell run = Shell.culvert(folder, env, "run", "libraries.ipynb");
      assertThat(run.code()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).as(cache).contains("\n6.0\n", "\n2\n", "\n[1, 3]\n");
    }
  }
}
