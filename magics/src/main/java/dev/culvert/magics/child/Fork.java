package dev.culvert.magics.child;

import dev.culvert.magics.internal.Environment;
import dev.culvert.magics.internal.Folders;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A JVM to be started as a child process: what it runs and how.
 *
 * <pre>{@code
 * Exit exit = Fork.mainClass("com.example.Job").heap("256m").args("one", "two").run();
 * }</pre>
 *
 * <p>What the child prints goes where this process prints: it <b>inherits</b> file descriptors 1
 * and 2. In a Culvert notebook these belong to the running cell, so its output is in that cell,
 * also when it is late, and also the last words of a child that is killed. With {@link #onLine} the
 * lines come to a consumer instead. The child's standard input is empty.
 *
 * <p>Hazard: a {@code Fork} is a list of settings, not safe for use by two threads at once. It may
 * be started many times; each start takes the settings as they are then.
 */
public final class Fork {

  private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kKmMgG]");
  private static final Pattern CLASS_NAME =
      Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*/)?[\\p{L}_$][\\p{L}\\p{N}_$.]*");

  /**
   * So that a child prints UTF-8 whatever the locale says; options of the caller come later and
   * win.
   */
  private static final List<String> UTF_8 =
      List.of(
          "-Dfile.encoding=UTF-8",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8",
          "-Dsun.stdout.encoding=UTF-8",
          "-Dsun.stderr.encoding=UTF-8");

  private static final List<String> SMALL_JVM =
      List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx16m");

  /** A task without a value. Its class and what it captures must be serializable. */
  @FunctionalInterface
  public interface Job extends Serializable {

    /** Runs in the child. */
    void run() throws Exception;
  }

  /** A task with a value, which comes back as a copy: it must be serializable. */
  @FunctionalInterface
  public interface Call<T> extends Serializable {

    /** Runs in the child. */
    T call() throws Exception;
  }

  private final String program; // a main class, the path of a source file, or words for a task
  private final Class<?> root; // whose bytes must be sent along; null for a main class or a file
  private final Serializable task; // what TaskMain runs; null as above
  private final List<Path> classPath = new ArrayList<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<String> args = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path javaHome = Path.of(System.getProperty("java.home"));
  private Path directory;
  private Duration timeout;
  private Consumer<String> outLines; // null: inherited
  private Consumer<String> errLines; // null: inherited
  private String startMethod; // null: the JDK's choice
  private boolean logging;

  private Fork(String program) {
    this(program, null, null);
  }

  private Fork(String program, Class<?> root, Serializable task) {
    this.program = program;
    this.root = root;
    this.task = task;
  }

  /**
   * A child that runs the {@code main} method of a class.
   *
   * @throws IllegalArgumentException if that cannot be the name of a class
   */
  public static Fork mainClass(String className) {
    if (!CLASS_NAME.matcher(className).matches()) {
      throw new IllegalArgumentException(
          "'" + className + "' is not the name of a class; give one as com.example.Main");
    }
    return new Fork(className);
  }

  /**
   * A child that runs the {@code main} method of a class, also of one that a cell declared: its
   * bytes are sent along with those of the classes it names, and with the notebook's variables.
   *
   * @throws IllegalArgumentException if the class has no {@code public static void main(String[])}
   */
  public static Fork mainClass(Class<?> type) {
    String shown = Names.shown(type.getName());
    try {
      int modifiers = type.getDeclaredMethod("main", String[].class).getModifiers();
      if (!Modifier.isStatic(modifiers) || !Modifier.isPublic(modifiers)) {
        throw new IllegalArgumentException(
            "the main method of class " + shown + " must be public and static");
      }
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "class " + shown + " has no method public static void main(String[] args)", e);
    }
    return new Fork(shown, type, type.getName());
  }

  /**
   * A child that runs a lambda. The notebook's variables that it names have the values they have at
   * the start; what it assigns stays in the child.
   */
  public static Fork lambda(Job task) {
    return new Fork("lambda", Lambdas.classOf(task), task);
  }

  /** A child that runs a lambda with a value, which is {@link Exit#value}. */
  public static Fork lambda(Call<?> task) {
    return new Fork("lambda", Lambdas.classOf(task), task);
  }

  /**
   * Runs a lambda in a child of its own and gives its value.
   *
   * @throws IllegalStateException if it failed, with what it threw in words
   */
  public static <T> T call(Call<T> task) throws IOException, InterruptedException {
    return lambda(task).run().value();
  }

  /**
   * The ways in which this JDK can start a process, as {@code posix_spawn}, {@code vfork}, {@code
   * fork}; empty where there is but one. They differ in speed and in memory, never in what becomes
   * of output: the child has the same descriptors.
   */
  public static List<String> startMethods() {
    return StartMethod.all();
  }

  /**
   * A child that compiles and runs one source file, as {@code java File.java} does.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public static Fork source(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("source file " + file + " does not exist");
    }
    if (!file.toString().endsWith(".java")) {
      throw new IllegalArgumentException(
          file + " does not end in .java, so java would take it for the name of a class");
    }
    return new Fork(file.toString());
  }

  /** Adds arguments of the program. */
  public Fork args(String... more) {
    args.addAll(List.of(more));
    return this;
  }

  /** Adds jars or folders of classes, searched before the class path of this process. */
  public Fork classPath(Path... entries) {
    classPath.addAll(List.of(entries));
    return this;
  }

  /**
   * Sets the greatest heap, as {@code 256m} or {@code 2g}.
   *
   * @throws IllegalArgumentException if that is not a size
   */
  public Fork heap(String size) {
    if (!HEAP.matcher(size).matches()) {
      throw new IllegalArgumentException(
          "'" + size + "' is not a heap size; give a number and k, m or g, as 256m");
    }
    return jvm("-Xmx" + size);
  }

  /** Adds options of the JVM, as {@code -Xss1m} or {@code -Dkey=value}. */
  public Fork jvm(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /**
   * Sets a variable in the child's environment, which else is the notebook's, with what {@code
   * %env} changed.
   */
  public Fork env(String name, String value) {
    environment.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
    return this;
  }

  /** Runs the child in that folder; else in the notebook's. */
  public Fork directory(Path folder) {
    directory = Objects.requireNonNull(folder);
    return this;
  }

  /** Runs the child on another JDK; else on this process's. */
  public Fork javaHome(Path home) {
    javaHome = Objects.requireNonNull(home);
    return this;
  }

  /**
   * Starts the child in one of {@link #startMethods}. A JVM reads its own way once, so a second JVM
   * stands between this one and the child, and its pid is the child's.
   *
   * @throws IllegalArgumentException if this JDK does not have it
   */
  public Fork startMethod(String name) {
    startMethod = StartMethod.checked(name);
    return this;
  }

  /**
   * Sets up Logback (1.3 or newer) in the child, where its class path has it: lines of INFO and
   * above go to stdout at once, where neither {@code halt} nor {@code kill -9} takes them back, and
   * a shutdown hook stops the logger context, so that queues are emptied. Where the child has a
   * {@code logback.xml} of its own, that counts, and only the hook is added.
   */
  public Fork logging() {
    logging = true;
    return this;
  }

  /** Kills the child and its descendants when it runs longer than that, counted from its start. */
  public Fork timeout(Duration longest) {
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("a timeout of " + longest + " is no time at all");
    }
    timeout = longest;
    return this;
  }

  /** Gives every line of both streams to a consumer; see {@link #onLine(Consumer, Consumer)}. */
  public Fork onLine(Consumer<String> lines) {
    return onLine(lines, lines);
  }

  /**
   * Gives every line, without its line break, to a consumer as soon as it is complete; nothing is
   * inherited then. Never two calls at once, for all lines of one child. Each stream is drained by
   * a thread of its own, so a child can fill either without being blocked for good. What a consumer
   * throws is thrown by {@link Child#waitFor}; the streams are drained all the same.
   */
  public Fork onLine(Consumer<String> out, Consumer<String> err) {
    outLines = Objects.requireNonNull(out);
    errLines = Objects.requireNonNull(err);
    return this;
  }

  /**
   * Starts the child.
   *
   * @throws IOException if it cannot be started: no {@code java} there, no such folder
   * @throws IllegalArgumentException if something of its task is not serializable
   */
  public Child start() throws IOException {
    if (directory != null && !Files.isDirectory(directory)) {
      throw new IOException("cannot start " + program + ": no folder " + directory);
    }
    if (task == null && !logging) {
      return start(wholeClassPath(List.of()), List.of(program), program, () -> Outcome.NONE);
    }
    Path folder = Files.createTempDirectory("culvert-fork-"); // mode 0700
    try {
      List<Path> entries = new ArrayList<>(List.of(folder));
      if (logging) {
        addConfigurator(folder);
        entries.add(ownJar());
      }
      if (task == null) {
        return start(wholeClassPath(entries), List.of(program), program, () -> outcome(folder));
      }
      Parcel parcel = new Parcel(root);
      parcel.write(folder, task);
      entries.addAll(parcel.jars());
      List<String> main = List.of(TaskMain.class.getName(), folder.toString());
      return start(wholeClassPath(entries), main, null, () -> outcome(folder));
    } catch (IOException | RuntimeException e) {
      Folders.delete(folder);
      throw e;
    }
  }

  /** Logback finds it as a service; in our jar it would be found by every Logback there is. */
  private static void addConfigurator(Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("ch.qos.logback.classic.spi.Configurator"),
        "dev.culvert.magics.log.logback.ForkConfigurator");
  }

  private Outcome outcome(Path folder) {
    try {
      return task == null ? Outcome.NONE : Outcome.read(folder, root.getClassLoader());
    } finally {
      Folders.delete(folder);
    }
  }

  private Child start(String entries, List<String> main, String mainClass, Supplier<Outcome> atEnd)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(entries, main));
    builder.environment().clear();
    builder.environment().putAll(Environment.here());
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    if (outLines == null) {
      builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      // What this process buffered was written before the child writes.
      System.out.flush();
      System.err.flush();
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String named = mainClass != null && CLASS_NAME.matcher(mainClass).matches() ? mainClass : null;
    return new Child(
        program, process, timeout, outLines, errLines, new Reasons(named, entries), atEnd);
  }

  /**
   * Starts the child and waits for its end.
   *
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread is interrupted; the child and its descendants are
   *     killed then
   */
  public Exit run() throws IOException, InterruptedException {
    Child child = start();
    try {
      return child.waitFor();
    } catch (InterruptedException interrupted) {
      child.kill();
      throw interrupted;
    }
  }

  private List<String> command(String entries, List<String> main) throws IOException {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    Path java = javaHome.resolve("bin").resolve(windows ? "java.exe" : "java");
    if (!Files.isExecutable(java)) {
      throw new IOException(
          "cannot start " + program + ": no java in " + javaHome + " (is it a JDK's folder?)");
    }
    List<String> command = new ArrayList<>();
    if (startMethod != null) {
      command.add(java.toString());
      command.addAll(SMALL_JVM);
      command.add("-D" + StartMethod.PROPERTY + "=" + startMethod);
      command.addAll(List.of("-cp", ownJar().toString(), StarterMain.class.getName()));
    }
    command.add(java.toString());
    command.addAll(UTF_8);
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(entries);
    command.addAll(main);
    command.addAll(args);
    return command;
  }

  private static Path ownJar() {
    try {
      return Path.of(Fork.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private String wholeClassPath(List<Path> needed) {
    Set<String> entries = new LinkedHashSet<>(); // what is named twice is searched once
    classPath.forEach(entry -> entries.add(entry.toString()));
    needed.forEach(entry -> entries.add(entry.toString()));
    String own = System.getProperty("java.class.path", "");
    if (!own.isEmpty()) {
      entries.addAll(List.of(own.split(File.pathSeparator)));
    }
    return String.join(File.pathSeparator, entries);
  }
}
