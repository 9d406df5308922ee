package dev.culvert.magics.child.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.child.Exit;
import dev.culvert.magics.child.Fork;
import dev.culvert.magics.internal.DurationConverter;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %child java}: one program, its output live, its end in words. */
@ResultType(Exit.class)
@Command(
    name = "java",
    description = "Runs a class or a source file in a JVM of its own and waits for its end.")
final class JavaCommand implements Callable<Exit> {

  private static final String SOURCE = ".java";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Kill it and its children after that time: 500ms, 10s, 2m.")
  private Duration timeout;

  @Option(names = "--heap", paramLabel = "SIZE", description = "Its greatest heap, as 256m.")
  private String heap;

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description = "Jars or folders, searched before this JVM's own class path.")
  private String classPath;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Sets a variable of its environment; may be given again.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "An option of the JVM, as --jvm=-Xss1m; may be given again.")
  private List<String> jvm = List.of();

  @Option(names = "--java-home", paramLabel = "DIR", description = "Another JDK.")
  private String javaHome;

  @Option(
      names = "--start-method",
      paramLabel = "NAME",
      description = "How it is started: posix_spawn, vfork or fork, as this JDK has them.")
  private String startMethod;

  @Parameters(
      index = "0",
      paramLabel = "CLASS|FILE.java",
      description = "A class with a main method, also one of a cell, or a source file.")
  private String program;

  @Parameters(index = "1..*", paramLabel = "ARG", description = "Arguments of the program.")
  private List<String> args = List.of();

  private final Notebook notebook;

  JavaCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public Exit call() throws InterruptedException {
    try {
      return fork().run();
    } catch (IllegalArgumentException | IOException e) {
      throw new UserError("ChildError", "%child java: " + e.getMessage() + ".", e);
    }
  }

  private Fork fork() {
    Fork fork = program.endsWith(SOURCE) ? Fork.source(HomePath.of(program)) : ofClass();
    if (timeout != null) {
      fork.timeout(timeout);
    }
    if (heap != null) {
      fork.heap(heap);
    }
    if (classPath != null) {
      Pattern.compile(Pattern.quote(File.pathSeparator))
          .splitAsStream(classPath)
          .forEach(entry -> fork.classPath(HomePath.of(entry)));
    }
    if (javaHome != null) {
      fork.javaHome(Path.of(javaHome));
    }
    if (startMethod != null) {
      fork.startMethod(startMethod);
    }
    environment.forEach(fork::env);
    return fork.jvm(jvm.toArray(String[]::new)).args(args.toArray(String[]::new));
  }

  /** A class of a cell, which is sent along, or else one of the class path. */
  private Fork ofClass() {
    return notebook
        .declaredType(program)
        .map(Fork::mainClass)
        .orElseGet(() -> Fork.mainClass(program));
  }
}
