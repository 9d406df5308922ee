package dev.culvert.app;

import dev.culvert.client.KernelSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the kernel is started: the one place that knows its command.
 *
 * @param java the java command, absolute
 * @param feature its version, as 17
 * @param workerOptions JVM options for the JVM that runs the cells
 * @param env more variables of its environment
 */
public record KernelCommand(
    Path java, int feature, List<String> workerOptions, Map<String, String> env) {

  /**
   * The front compiles and waits: a small heap and a quick start; the first compiler tier is
   * quicker than both for a compiler that runs a few milliseconds at a time. Nothing of the JVM's
   * own goes to stdout.
   */
  private static final List<String> FRONT_OPTIONS =
      List.of("-Xlog:disable", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  /**
   * The front's just-in-time compiler yields to what waits for no compiler: cells that meet it took
   * 8 ms longer, a start 30 ms. Nice 5, on Linux, where any user may be nicer. The JVM warns users
   * that none but root may be less nice; without warnings it keeps that for itself.
   */
  private static final List<String> YIELDING =
      List.of("-XX:-PrintWarnings", "-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=5");

  /**
   * What the compiler uses of the JDK. Said here, not in the jar's manifest: {@code java -jar}
   * opens packages by Java code, which costs a start 13 ms of processor time more.
   */
  private static final List<String> OPENED =
      List.of(
          "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
          "--add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED",
          "--add-exports=jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED",
          "--add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED",
          "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
          "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");

  private static final String FRONT_ARCHIVE = "{resource_dir}/cds/front.jsa";

  /**
   * Newer JDKs move an archive to a random address and mend every pointer in it: 25 ms at each
   * start, and no page of it shared between processes. The worker is started with them, too.
   */
  private static final List<String> MAPPED_IN_PLACE =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  private static final int NEWEST_TRIED = 25; // a JVM without such an option would not start

  /** Where the front looks for {@link #workerOptions}. */
  private static final String WORKER_OPTIONS = "CULVERT_WORKER_OPTIONS";

  /** Where the front looks for whether cells may use preview features. */
  public static final String PREVIEW = "CULVERT_PREVIEW";

  /** The kernel on the Java that runs now. */
  public static KernelCommand onThisJava() {
    Path home = Path.of(System.getProperty("java.home"));
    return new KernelCommand(
        home.resolve("bin").resolve("java"), Runtime.version().feature(), List.of(), Map.of());
  }

  /** The command, with {@code {resource_dir}} and {@code {connection_file}} unfilled. */
  public List<String> argv() {
    List<String> argv = new ArrayList<>();
    argv.add(java.toString());
    argv.addAll(FRONT_OPTIONS);
    if (System.getProperty("os.name").equals("Linux")) {
      argv.addAll(YIELDING);
    }
    argv.add("-XX:SharedArchiveFile=" + FRONT_ARCHIVE); // missing or stale: slower, no error
    if (feature <= NEWEST_TRIED) {
      argv.addAll(MAPPED_IN_PLACE);
    }
    addMain(argv);
    return argv;
  }

  /**
   * The kernel in a folder, started so that both of its JVMs write their class-data archives when
   * they end.
   */
  KernelSpec archiving(Path folder, Path frontArchive, Path workerArchive) {
    List<String> argv = new ArrayList<>();
    argv.add(java.toString());
    argv.addAll(FRONT_OPTIONS);
    argv.add(archiveAtExit(frontArchive));
    addMain(argv);
    Map<String, String> all = new LinkedHashMap<>(env);
    all.put(WORKER_OPTIONS, archiveAtExit(workerArchive));
    return new KernelSpec(argv, "Java (Culvert)", "java", false, all, folder);
  }

  /**
   * An ahead-of-time cache, where the JDK makes one in one step (JEP 514), also holds classes
   * linked; it is read by the same option as an archive.
   */
  private String archiveAtExit(Path archive) {
    return (feature >= 25 ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
  }

  private void addMain(List<String> argv) {
    argv.addAll(OPENED);
    if (feature >= 22) {
      argv.add("--enable-native-access=ALL-UNNAMED"); // else Java 24 and later warn of it
    }
    argv.add("-cp");
    argv.add("{resource_dir}/front/culvert-front.jar"); // whose manifest names the others
    argv.add("dev.culvert.front.Main");
    argv.add("{connection_file}");
  }

  /** The variables of its environment. */
  public Map<String, String> environment() {
    Map<String, String> all = new LinkedHashMap<>(env);
    if (!workerOptions.isEmpty()) {
      all.put(WORKER_OPTIONS, String.join(" ", workerOptions));
    }
    return all;
  }

  /** The kernel in a folder, ready to be started. */
  public KernelSpec spec(Path folder) {
    return new KernelSpec(argv(), "Java (Culvert)", "java", false, environment(), folder);
  }
}
