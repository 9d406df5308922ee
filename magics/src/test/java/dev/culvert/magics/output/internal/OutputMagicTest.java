package dev.culvert.magics.output.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Activity;
import dev.culvert.api.Activity.RunningProcess;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Outputs;
import dev.culvert.magics.internal.RecordingNotebook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputMagicTest {

  private final RecordingNotebook notebook = new RecordingNotebook();
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void know() {
    Map<String, Long> threads = new LinkedHashMap<>();
    threads.put("cell", 10L);
    threads.put("pool-1-thread-1", 1_000L);
    notebook.outputs =
        new Outputs() {
          @Override
          public List<Written> cells() {
            return List.of(
                new Written(2, 1, 0, 0, 0, "", Map.of("cell", 1L), Map.of()),
                new Written(
                    3,
                    5_000_000,
                    7,
                    990,
                    3_000_000,
                    "/state/x.txt",
                    threads,
                    Map.of("shop", 2_000L)));
          }

          @Override
          public String setLimit(String size) {
            told.add("limit " + size);
            return size;
          }

          @Override
          public void setPaced(boolean value) {
            told.add("paced " + value);
          }

          @Override
          public void setPrefixed(boolean value) {
            told.add("prefixed " + value);
          }

          @Override
          public long save(int cell, Path file) {
            told.add("save " + cell + " " + file);
            return 5_000_007;
          }

          @Override
          public Capture capture(Set<Kind> kinds) {
            throw new AssertionError("not asked for by %output");
          }
        };
    notebook.activity =
        new Activity() {
          @Override
          public List<RunningThread> threads() {
            return List.of();
          }

          @Override
          public List<RunningProcess> processes() {
            return List.of(
                new RunningProcess(71, 3, 0, "sleep", null, null),
                new RunningProcess(72, 3, 0, "true", null, 0),
                new RunningProcess(73, 2, 0, "other", null, null));
          }

          @Override
          public boolean isNoticed() {
            return false;
          }

          @Override
          public void setNoticed(boolean value) {}
        };
  }

  private void call(String line) throws Exception {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    new OutputMagic().run(new MagicCall(words, line, null, notebook));
  }

  @Test
  void whoWroteAndWhereItWentIsShown() throws Exception {
    call("");
    assertThat(notebook.shown)
        .containsExactly(
            """
            cell 2: 1 byte to stdout, 0 bytes to stderr
              thread "cell": 1 byte
            cell 3: 5,000,000 bytes to stdout, 7 bytes to stderr, 990 bytes of these late, 3,000,000 bytes left out
              logger "shop": 2,000 bytes
              thread "cell": 10 bytes
              thread "pool-1-thread-1": 1,000 bytes
              child processes or native code: 4,996,997 bytes (live: 71 sleep)
              all of it: /state/x.txt""");
  }

  @Test
  void limitPaceAndSavingAreTheKernels() throws Exception {
    call("limit 10MB");
    call("pace none");
    call("pace on");
    call("prefix on");
    call("prefix off");
    call("save all.txt --cell 3");
    assertThat(told)
        .containsExactly(
            "limit 10MB",
            "paced false",
            "paced true",
            "prefixed true",
            "prefixed false",
            "save 3 all.txt");
    assertThat(notebook.shown).containsExactly("5,000,007 bytes saved to all.txt");
  }

  @Test
  void aCellThatWroteNothingIsSaid() throws Exception {
    call("--cell 9");
    assertThat(notebook.shown).containsExactly("cell 9 wrote nothing");
  }

  @Test
  void anotherPaceIsNamed() {
    assertThatThrownBy(() -> call("pace quick")).hasMessageContaining("pace");
  }
}
