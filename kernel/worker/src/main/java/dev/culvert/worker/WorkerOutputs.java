package dev.culvert.worker;

import dev.culvert.api.Outputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the front knows of output, together with what is known here: which thread wrote it. */
final class WorkerOutputs implements Outputs {

  private final Worker worker;
  private final Streams streams;

  WorkerOutputs(Worker worker, Streams streams) {
    this.worker = worker;
    this.streams = streams;
  }

  private Object ask(String... words) {
    return worker.askOutput(List.of(words)).readValue();
  }

  @Override
  public List<Written> cells() {
    List<Written> cells = new ArrayList<>();
    for (Object each : (List<?>) ask("list")) {
      Map<?, ?> map = (Map<?, ?>) each;
      int cell = (int) number(map, "cell");
      cells.add(
          new Written(
              cell,
              number(map, "stdout"),
              number(map, "stderr"),
              number(map, "late"),
              number(map, "leftOut"),
              (String) map.get("file"),
              streams.byThread(cell)));
    }
    return cells;
  }

  private static long number(Map<?, ?> map, String name) {
    return (Long) map.get(name);
  }

  @Override
  public String setLimit(String size) {
    return (String) ask("limit", size);
  }

  @Override
  public void setPaced(boolean value) {
    ask("pace", value ? "on" : "none");
  }

  @Override
  public long save(int cell, Path file) {
    return (Long) ask("save", Integer.toString(cell), file.toAbsolutePath().toString());
  }
}
