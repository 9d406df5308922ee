package dev.culvert.app.kernelspec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.app.CommandLineRun;
import dev.culvert.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./culvert install} of a small distribution; the kernel itself is not started here. */
class InstallTest {

  private static final int BIG = 3_000_000;

  @TempDir Path folder;
  private Path prefix;
  private Path kernels;
  private Path mounted; // a small file system of a test; null when none

  @BeforeEach
  void makeDistribution() throws Exception {
    Path front = Files.createDirectories(folder.resolve("dist/kernel/front"));
    Files.write(front.resolve("culvert-front.jar"), new byte[BIG]);
    Files.writeString(folder.resolve("dist/kernel/logo-svg.svg"), "<svg/>");
    System.setProperty("culvert.distribution", folder.resolve("dist").toString());
    prefix = folder.resolve("prefix");
    kernels = prefix.resolve("share/jupyter/kernels");
  }

  @AfterEach
  void unmount() throws Exception {
    System.clearProperty("culvert.distribution");
    if (mounted != null) {
      run("umount", mounted.toString());
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private CommandLineRun install(String... more) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("install", "--prefix", prefix.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theKernelspecHoldsAllThatTheKernelNeeds() throws Exception {
    CommandLineRun run =
        install(
            "--name",
            "j17",
            "--display-name",
            "My Java",
            "--env",
            "A=b",
            "--jvm-opt",
            "-Xmx1g",
            "--enable-preview");

    assertThat(run.code()).as(run.err()).isZero();
    Path spec = kernels.resolve("j17");
    assertThat(names(spec)).containsExactly("front", "kernel.json", "logo-svg.svg");
    assertThat(Files.size(spec.resolve("front/culvert-front.jar"))).isEqualTo(BIG);
    Map<String, Object> json = JSON.std.mapFrom(Files.readString(spec.resolve("kernel.json")));
    assertThat(json)
        .containsEntry("display_name", "My Java")
        .containsEntry("language", "java")
        .containsEntry("interrupt_mode", "message")
        .containsEntry("kernel_protocol_version", "5.5")
        .containsEntry(
            "env", Map.of("A", "b", "CULVERT_WORKER_OPTIONS", "-Xmx1g", "CULVERT_PREVIEW", "on"));
    List<?> argv = (List<?>) json.get("argv");
    assertThat(Path.of((String) argv.get(0))).isAbsolute().isExecutable();
    assertThat(argv.subList(argv.size() - 4, argv.size()))
        .isEqualTo(
            List.of(
                "-cp",
                "{resource_dir}/front/culvert-front.jar",
                "dev.culvert.front.Main",
                "{connection_file}"));
  }

  @Test
  void aSecondOneOfTheNameNeedsReplace() throws Exception {
    install();
    Files.writeString(kernels.resolve("java/old"), "");

    CommandLineRun refused = install();
    CommandLineRun replaced = install("--replace");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "culvert: a kernelspec is at "
                + kernels.resolve("java")
                + " already. Add --replace to replace it, or choose another --name.\n");
    assertThat(replaced.code()).isZero();
    assertThat(names(kernels)).containsExactly("java");
    assertThat(kernels.resolve("java/old")).doesNotExist();
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndDoesNothing() {
    CommandLineRun run = install("--dry-run");

    assertThat(run.out())
        .startsWith("Would install Java (Culvert) to " + kernels.resolve("java"))
        .contains("\"interrupt_mode\"");
    assertThat(prefix).doesNotExist();
  }

  @Test
  void whatWasInstalledIsUninstalled() throws Exception {
    install();

    CommandLineRun run = CommandLineRun.of("uninstall", "--prefix", prefix.toString());

    assertThat(run.out()).isEqualTo("Removed " + kernels.resolve("java") + "\n");
    assertThat(names(kernels)).isEmpty();
  }

  @Test
  void anotherKernelIsNotUninstalled() throws Exception {
    Path other = Files.createDirectories(kernels.resolve("java"));
    Files.writeString(other.resolve("kernel.json"), "{}");

    CommandLineRun run = CommandLineRun.of("uninstall", "--prefix", prefix.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: "
                + other
                + " is not a Culvert kernel; it was left alone. Remove it with"
                + " 'jupyter kernelspec remove java'.\n");
    assertThat(other).exists();
  }

  @Test
  void whatIsNotThereIsNotUninstalled() {
    CommandLineRun run = CommandLineRun.of("uninstall", "--prefix", prefix.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: there is no kernelspec at "
                + kernels.resolve("java")
                + ". './culvert list' shows where they are.\n");
  }

  @Test
  void aFullDiskIsNamedAndLeavesNothing() throws Exception {
    mount("size=1m");

    CommandLineRun run = install();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: no space left in "
                + kernels
                + ": the kernel needs 4 MB. Nothing was installed. Free some space, or choose another"
                + " --prefix.\n");
    assertThat(names(mounted)).isEmpty();
  }

  @Test
  void aFullDiskKeepsTheKernelThatWasToBeReplaced() throws Exception {
    mount("size=4m");
    assertThat(install().code()).isZero();

    CommandLineRun run = install("--replace");

    assertThat(run.err()).startsWith("culvert: no space left in ");
    assertThat(names(kernels)).containsExactly("java");
    assertThat(Files.size(kernels.resolve("java/front/culvert-front.jar"))).isEqualTo(BIG);
  }

  @Test
  void aFolderThatIsNotWritableIsNamed() throws Exception {
    mount("size=1m,ro");

    CommandLineRun run = install();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: "
                + kernels
                + " is not writable. Nothing was installed. Use --user, or --prefix with a folder of"
                + " yours.\n");
  }

  private void mount(String options) throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    boolean can = run("mount", "-t", "tmpfs", "-o", options, "none", disk.toString()) == 0;
    org.junit.jupiter.api.Assumptions.assumeTrue(can, "needs the right to mount a file system");
    mounted = disk;
    prefix = disk;
    kernels = prefix.resolve("share/jupyter/kernels");
  }

  @ParameterizedTest
  @CsvSource({"Java", "my java", "a/b", "'..'", "''"})
  void aNameThatJupyterDoesNotAllowIsRefused(String name) {
    CommandLineRun run = install("--name", name);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: '"
                + name
                + "' is no name for a kernelspec. Use letters a-z, digits, '.', '_' and '-'.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.base@17.0.1 | ' has no jdk.jshell module: it is a runtime, not a JDK.'",
        "java.base@11.0.2 | ' is Java 11.'",
        "'openjdk version \"1.8.0_392\"' | ' is Java 1.8.'",
        "'nothing' | ' is no Java that runs.'",
      })
  void aJavaThatIsUnfitIsNamed(String answer, String why) throws Exception {
    Needs.that(Files.isExecutable(Path.of("/bin/sh")), "needs /bin/sh");
    Path home = folder.resolve("jdk");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\ncat <<'END'\n" + answer + "\nEND\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

    CommandLineRun run = install("--java", home.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: "
                + home
                + why
                + " The kernel needs a JDK 17 or newer: name one with --java HOME.\n");
    assertThat(prefix).doesNotExist();
  }

  @Test
  void aFolderThatIsNoJdkIsNamed() {
    CommandLineRun run = install("--java", folder.toString());

    assertThat(run.err())
        .isEqualTo(
            "culvert: "
                + folder
                + " is no JDK: there is no bin/java in it. The kernel needs a JDK 17 or newer: name"
                + " one with --java HOME.\n");
  }

  @Test
  void twoTargetsAreRefused() {
    CommandLineRun run = install("--user");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("culvert: --user, --sys-prefix and --prefix exclude each other; give one.\n");
  }

  @Test
  void aJvmOptionThatIsNoneIsRefused() {
    assertThat(install("--jvm-opt=Xmx2g").err())
        .isEqualTo(
            "culvert: --jvm-opt 'Xmx2g' is no JVM option: it starts with '-' and has no space.\n");
  }

  @Test
  void aBuildWithoutAKernelIsNamed() {
    System.setProperty("culvert.distribution", folder.toString());

    assertThat(install().err())
        .isEqualTo(
            "culvert: there is no kernel in "
                + folder
                + ". Build it with ./culvert from a checkout, or mvn package.\n");
  }
}
