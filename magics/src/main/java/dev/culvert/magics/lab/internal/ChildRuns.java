package dev.culvert.magics.lab.internal;

import dev.culvert.magics.child.ProcessTree;
import dev.culvert.magics.lab.Verdict;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs programs in JVMs of their own and looks for their line. Safe from any thread; what still
 * runs when it is closed is killed.
 */
final class ChildRuns implements AutoCloseable {

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final long LONGEST_SECONDS = 20;
  private static final long LATE_READER_MILLIS = 1_500;

  private final Workshop workshop;
  private final int receiverPort; // 0: nobody listens
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  ChildRuns(Workshop workshop, int receiverPort) {
    this.workshop = workshop;
    this.receiverPort = receiverPort;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The command of a compiled program. */
  static List<String> command(String className, String classPath, int port, String line) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dlab.port=" + port, "-cp", classPath, className));
    if (!line.isEmpty()) {
      command.add(line);
    }
    return command;
  }

  /** How a source file is run, less the file. */
  static List<String> sourceCommand(Workshop workshop) {
    String libraries =
        workshop.libraries().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC"));
    command.add("-XX:TieredStopAtLevel=1");
    if (!libraries.isEmpty()) {
      command.addAll(List.of("-cp", libraries));
    }
    return command;
  }

  /** Runs a source file once, so that later ones find the compiler's classes in an archive. */
  static void archive(Workshop workshop, Path source) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(sourceCommand(workshop));
    command.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + workshop.archive()));
    command.add(source.toString());
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** The parent reads the child's pipe to its end. */
  Verdict byPipe(String className, String line) throws IOException, InterruptedException {
    return read(start(command(className, workshop.classPath(), receiverPort, line)), line);
  }

  /** The parent waits for the child's end before it reads. */
  Verdict byLateReader(String className, String line) throws IOException, InterruptedException {
    Process process = start(command(className, workshop.classPath(), receiverPort, line));
    if (!process.waitFor(LATE_READER_MILLIS, TimeUnit.MILLISECONDS)) {
      ProcessTree.kill(process.toHandle());
      process.waitFor();
      running.remove(process);
      return Verdict.BLOCKED;
    }
    return read(process, line);
  }

  static boolean hasTerminal() {
    return Files.isExecutable(SCRIPT);
  }

  /** The child's stdin, stdout and stderr are a terminal, which util-linux's script makes. */
  Verdict inTerminal(String className, String line) throws IOException, InterruptedException {
    String command = String.join(" ", command(className, workshop.classPath(), receiverPort, line));
    return read(start(List.of(SCRIPT.toString(), "-q", "-e", "-c", command, "/dev/null")), line);
  }

  private Process start(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    running.add(process);
    process.getOutputStream().close();
    return process;
  }

  private Verdict read(Process process, String line) throws IOException, InterruptedException {
    try (InputStream in = process.getInputStream()) {
      return text(in, process).contains(line) ? Verdict.KEPT : Verdict.LOST;
    }
  }

  private String text(InputStream in, Process process) throws IOException, InterruptedException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    running.remove(process);
    return text;
  }

  /** What a program prints into a pipe that is read to its end. */
  String output(String className) throws IOException, InterruptedException {
    Process process = start(command(className, workshop.classPath(), receiverPort, ""));
    process
        .onExit()
        .orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .whenComplete((ended, late) -> ProcessTree.kill(process.toHandle()));
    try (InputStream in = process.getInputStream()) {
      return text(in, process);
    }
  }

  @Override
  public void close() {
    running.forEach(process -> ProcessTree.kill(process.toHandle()));
  }
}
