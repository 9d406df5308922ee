package dev.culvert.front.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFolderTest {

  @TempDir Path temp;

  private Path place;
  private SpillFolder folder;

  @BeforeEach
  void make() {
    place = temp.resolve("state/output");
    folder = new SpillFolder(place, Duration.ofDays(7));
  }

  private static Path aged(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(8))));
    return file;
  }

  @Test
  void onlyItsUserReadsFolderAndFiles() throws IOException {
    Path file = folder.newFile(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
  }

  @Test
  void filesThatNobodyWroteToForLongGoAndOthersStay() throws IOException {
    Path old = aged(folder.newFile(1));
    Path fresh = folder.newFile(2);
    Path foreign = aged(Files.createFile(place.resolve("thesis.txt")));
    folder.newFile(3);
    assertThat(old).doesNotExist();
    assertThat(List.of(fresh, foreign)).allMatch(Files::exists);
  }

  @Test
  void whatCannotBeRemovedCostsNoNewFile() throws IOException {
    folder.newFile(1);
    Path stubborn = Files.createDirectories(place.resolve("culvert-cell-1-x.txt/full")).getParent();
    aged(stubborn);
    Path old = aged(folder.newFile(2));
    assertThat(folder.newFile(3)).exists();
    assertThat(stubborn).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void kernelsThatCleanAtTheSameTimeAllGetTheirFiles() throws Exception {
    for (int i = 0; i < 200; i++) {
      aged(folder.newFile(i));
    }
    ExecutorService kernels = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Path>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(() -> new SpillFolder(place, Duration.ofDays(7)).newFile(9));
      }
      for (Future<Path> file : kernels.invokeAll(tasks)) {
        assertThat(file.get()).exists();
      }
    } finally {
      kernels.shutdown();
    }
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).hasSize(8);
    }
  }

  @Test
  void aFileThatWasRemovedIsNotMadeAgain() throws IOException {
    Path file = folder.newFile(1);
    Files.delete(file);
    assertThatThrownBy(() -> SpillFolder.append(file).close())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aRecordSaysWhatItsFileLacks() throws IOException {
    CellRecord record = new CellRecord(1, folder, 300_000);
    record.add(new byte[200_000], 0, 200_000);
    assertThat(record.file()).as("little stays in memory").isNull();
    record.add(new byte[200_000], 0, 200_000);
    assertThat(record.missing()).isEqualTo(100_000);
    assertThat(Notice.of(350_000, 400_000, record).get("text/plain").toString())
        .isEqualTo(
            "[350.0 kB of 400.0 kB are left out here. Whole output without the last 100.0 kB"
                + " (CULVERT_OUTPUT_FILE_LIMIT): "
                + record.file()
                + "]");
    record.close();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedInTheNotice() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    CellRecord record =
        new CellRecord(1, new SpillFolder(file.resolve("below"), Duration.ofDays(7)), 1_000_000);
    record.add(new byte[300_000], 0, 300_000);
    assertThat(record.missing()).isEqualTo(300_000);
    assertThat(Notice.of(200_000, 300_000, record).get("text/plain").toString())
        .startsWith("[200.0 kB of 300.0 kB are left out here. No file holds them: ")
        .contains(file.toString());
  }

  @Test
  void onlyFilesBelowTheNotebooksFolderAreLinked() throws IOException {
    assertThat(SpillFolder.link(Path.of("a b/c&d.txt").toAbsolutePath()))
        .hasValue("a%20b/c%26d.txt");
    assertThat(SpillFolder.link(temp.resolve("x.txt"))).isEmpty();
    try (OutputStream out = SpillFolder.append(folder.newFile(1))) {
      out.write(1);
    }
  }
}
