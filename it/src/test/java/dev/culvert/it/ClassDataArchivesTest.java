package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.app.ClassDataArchives;
import dev.culvert.app.KernelCommand;
import dev.culvert.client.KernelSpec;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The archives that a kernel starts from, made where it lies and by the JDK at hand. */
@ExtendWith(LeakCheck.class)
class ClassDataArchivesTest {

  /** A JVM that is told this does not start without its archive. */
  private static final String REQUIRED = "-Xshare:on";

  @TempDir Path folder;

  @Test
  void bothJvmsStartFromTheirArchives() throws Exception {
    copyKernel();

    ClassDataArchives.make(folder, KernelCommand.onThisJava());

    assertThat(folder.resolve("cds"))
        .isDirectoryContaining("glob:**/front.jsa")
        .isDirectoryContaining("glob:**/worker.jsa")
        .isDirectoryNotContaining("glob:**/*.new*");
    Path loaded = folder.resolve("loaded");
    try (TestKernel kernel = TestKernel.start(requiringArchives(loaded))) {
      kernel.execute("6 * 7").result("42").ok();
    }
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains(" org.objectweb.asm.ClassReader source: shared objects"))
        .noneMatch(line -> line.contains(" source: file:")); // parsed from one of its jars
  }

  private KernelSpec requiringArchives(Path loaded) {
    KernelSpec usual = KernelCommand.onThisJava().spec(folder);
    List<String> argv = new ArrayList<>(usual.argv());
    argv.addAll(
        argv.indexOf("-Xlog:disable") + 1, List.of(REQUIRED, "-Xlog:class+load:file=" + loaded));
    return new KernelSpec(
        argv,
        usual.displayName(),
        usual.language(),
        false,
        Map.of("CULVERT_WORKER_OPTIONS", REQUIRED),
        folder);
  }

  private void copyKernel() throws Exception {
    try (Stream<Path> files = Files.walk(BuiltKernel.FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(BuiltKernel.FOLDER.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
