package dev.culvert.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Processes that cells started and that have lost their parents, as {@code !server &} leaves one:
 * they are nobody's children here any more, but still write to the pipe of a cell.
 *
 * <p>They are told by the descriptors 1 and 2 in {@code /proc}. One that has both of them
 * redirected is not found, nor any where there is no {@code /proc}.
 *
 * <p>Hazard: which pipes were whose is kept for as long as the worker lives, a few bytes a cell,
 * because an orphan may outlive any number of cells. Safe from any thread.
 */
final class Orphans {

  private static final Path PROCESSES = Path.of("/proc");
  private static final String[] OUTPUTS = {"1", "2"};

  private final Path pipeDirectory;
  private final Map<String, Integer> cells = new ConcurrentHashMap<>(); // by name of their pipes

  Orphans(Path pipeDirectory) {
    this.pipeDirectory = pipeDirectory;
  }

  /**
   * A cell gets pipes.
   *
   * @param pipes the part of their names before the point
   */
  void pipesOf(int cell, String pipes) {
    cells.put(pipes, cell);
  }

  /** All processes but this one that hold a cell's pipe, with that cell's number. */
  Map<ProcessHandle, Integer> find() {
    Map<ProcessHandle, Integer> found = new LinkedHashMap<>();
    long own = ProcessHandle.current().pid();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      Path pipes = pipeDirectory.toRealPath();
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        Optional<Integer> cell = pid == own ? Optional.empty() : cellOf(process, pipes);
        cell.ifPresent(number -> ProcessHandle.of(pid).ifPresent(p -> found.put(p, number)));
      }
    } catch (IOException e) {
      return Map.of(); // no Linux, or the kernel ends and its pipes are gone
    }
    return found;
  }

  private Optional<Integer> cellOf(Path process, Path pipes) {
    for (String output : OUTPUTS) {
      try {
        Path target = Files.readSymbolicLink(process.resolve("fd").resolve(output));
        if (target.startsWith(pipes)) {
          String name = target.getFileName().toString(); // and the word that it is deleted
          return Optional.ofNullable(cells.get(name.substring(0, name.indexOf('.'))));
        }
      } catch (IOException e) {
        return Optional.empty(); // another user's, or it has just ended
      }
    }
    return Optional.empty();
  }
}
