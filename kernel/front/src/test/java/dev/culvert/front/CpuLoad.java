package dev.culvert.front;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two processes for each core that do nothing but compute, until it is closed. */
final class CpuLoad implements AutoCloseable {

  private final List<Process> processes = new ArrayList<>();

  CpuLoad() throws IOException {
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      processes.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      process.onExit().join();
    }
  }
}
