package dev.culvert.worker;

import dev.culvert.api.Captured;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Outputs;
import dev.culvert.worker.wire.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
              streams.byThread(cell),
              streams.byLogger(cell)));
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
  public void setPrefixed(boolean value) {
    try {
      streams.setPrefixed(value);
    } catch (IOException e) {
      throw new UncheckedIOException("lines cannot be marked", e);
    }
  }

  @Override
  public long save(int cell, Path file) {
    return (Long) ask("save", Integer.toString(cell), file.toAbsolutePath().toString());
  }

  @Override
  public Capture capture(Set<Kind> kinds) {
    Map<String, String> data = new LinkedHashMap<>();
    kinds.forEach(kind -> data.put(kind.name(), ""));
    worker.show(Shown.Action.HOLD, "", data);
    return new Holding();
  }

  /** Ended by the cell that began it. */
  private final class Holding implements Capture {

    private boolean ended;

    @Override
    public Captured end() {
      ended = true;
      int cell = worker.show(Shown.Action.KEEP, "", Map.of());
      Map<?, ?> kept = (Map<?, ?>) ask("kept", Integer.toString(cell));
      List<MimeBundle> displays = new ArrayList<>();
      for (Object each : (List<?>) kept.get("displays")) {
        displays.add(bundle((Map<?, ?>) each));
      }
      return new Captured((String) kept.get("stdout"), (String) kept.get("stderr"), displays);
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        worker.show(Shown.Action.RELEASE, "", Map.of());
      }
    }
  }

  private static MimeBundle bundle(Map<?, ?> data) {
    MimeBundle bundle = null;
    for (Map.Entry<?, ?> each : data.entrySet()) {
      String type = (String) each.getKey();
      String content = (String) each.getValue();
      bundle = bundle == null ? MimeBundle.of(type, content) : bundle.with(type, content);
    }
    return bundle;
  }
}
