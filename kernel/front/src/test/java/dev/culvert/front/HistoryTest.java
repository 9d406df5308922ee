package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs of this session and of those before it. */
class HistoryTest {

  @TempDir Path folder;

  private History session() {
    return new History(new HistoryFile(folder.resolve("data/history.jsonl")), Runnable::run);
  }

  @Test
  void aLaterSessionKnowsTheEarlierOnes() {
    History first = session();
    first.add(1, "int a = 1;");
    first.add(2, "a + \"\\n\"");
    History second = session();
    second.add(1, "second");
    History third = session();
    third.add(1, "now");

    assertThat(third.tail(10, false))
        .isEqualTo(
            List.of(
                List.of(1, 1, "int a = 1;"),
                List.of(1, 2, "a + \"\\n\""),
                List.of(2, 1, "second"),
                List.of(0, 1, "now")));
    assertThat(third.range(-1, 1, 0, false)).isEqualTo(List.of(List.of(2, 1, "second")));
    assertThat(third.range(1, 2, 3, false)).isEqualTo(List.of(List.of(1, 2, "a + \"\\n\"")));
    assertThat(third.range(0, 1, 2, true))
        .isEqualTo(List.of(List.of(0, 1, Arrays.asList("now", null))));
    assertThat(third.range(-5, 1, 0, false)).isEmpty();
  }

  @Test
  void aSearchMatchesPatternsAndCountsEqualInputsOnce() {
    History first = session();
    first.add(1, "print(1)");
    first.add(2, "other");
    History second = session();
    second.add(1, "print(1)");
    second.add(2, "print(2)");
    assertThat(second.search("print*", 10, false, false)).hasSize(3);
    assertThat(second.search("print(?)", 10, true, false))
        .isEqualTo(List.of(List.of(0, 1, "print(1)"), List.of(0, 2, "print(2)")));
    assertThat(second.search("print*", 1, false, false))
        .isEqualTo(List.of(List.of(0, 2, "print(2)")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%sql CREATE USER ana IDENTIFIED BY 'pw'",
        "%%sql\nalter user ana identified\n  via ed25519 using password('pw')",
        "%sql SET PASSWORD FOR ana = 'pw'",
        "%sql GRANT USAGE ON *.* TO ana Identified with mysql_native_password AS 'pw'"
      })
  void sqlThatSetsAPasswordIsNotKeptOnDisk(String input) throws Exception {
    History session = session();
    session.add(1, "before");
    session.add(2, input);
    session.add(3, "%sql connect shop --user ana --password");
    session.add(4, "var pw = notebook.password(\"Password: \");");

    assertThat(session.range(0, 2, 3, false)).isEqualTo(List.of(List.of(0, 2, input)));
    assertThat(Files.readString(folder.resolve("data/history.jsonl")))
        .doesNotContain("'pw'")
        .contains("before", "%sql connect shop", "var pw");
  }

  @Test
  void sessionsThatRunSideBySideHaveNumbersOfTheirOwn() {
    History one = session();
    History other = session();
    one.add(1, "a");
    other.add(1, "b");
    one.add(2, "c");
    assertThat(session().tail(9, false))
        .isEqualTo(List.of(List.of(1, 1, "a"), List.of(2, 1, "b"), List.of(1, 2, "c")));
  }

  @Test
  void aLineCutShortByACrashCostsThatLineAlone() throws Exception {
    session().add(1, "a");
    Path file = folder.resolve("data/history.jsonl");
    Files.writeString(file, "{\"session\":1,\"li", StandardOpenOption.APPEND);
    session().add(1, "b");
    assertThat(session().tail(9, false)).isEqualTo(List.of(List.of(1, 1, "a"), List.of(2, 1, "b")));
  }

  @Test
  void aLineInAnInputThatLooksLikeOneOfTheFileIsNoSession() throws Exception {
    session().add(1, "\n{\"session\":70,\"line\":1,\"input\":\"ü\"}\n");
    History next = session();
    next.add(1, "b");
    assertThat(Files.readString(folder.resolve("data/history.jsonl"))).contains("{\"session\":2,");
  }

  @Test
  void theOlderHalfGoesWhenThereIsTooMuch() throws Exception {
    session().add(1, "a");
    Path file = folder.resolve("data/history.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 20_001; i++) {
      lines.append("{\"session\":7,\"line\":").append(i).append(",\"input\":\"ü\"}\n");
    }
    Files.writeString(file, lines);
    session().add(1, "b");
    assertThat(Files.readAllLines(file))
        .hasSize(10_001)
        .startsWith("{\"session\":7,\"line\":10002,\"input\":\"ü\"}")
        .endsWith("{\"session\":8,\"line\":1,\"input\":\"b\"}");
  }

  @Test
  void theFileIsTheUsersAlone() throws Exception {
    session().add(1, "a");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("data/history.jsonl"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aDiskThatFailsCostsNoCellAndKeepsThisSession() throws Exception {
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    History history = session();
    history.add(1, "a");
    history.add(2, "b");
    assertThat(history.tail(9, false)).isEqualTo(List.of(List.of(0, 1, "a"), List.of(0, 2, "b")));
  }

  @Test
  void theUsersDataFolderIsRespected() {
    assertThat(HistoryFile.standard(Map.of("XDG_DATA_HOME", "/data")))
        .isEqualTo(Path.of("/data/culvert/history.jsonl"));
  }
}
