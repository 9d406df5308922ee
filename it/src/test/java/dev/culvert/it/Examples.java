package dev.culvert.it;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The notebooks and scripts of the repository. */
final class Examples {

  private Examples() {}

  /** The root of the repository. */
  static Path root() {
    return Path.of(System.getProperty("culvert.root"));
  }

  /** The code cells of an example notebook, by id, in their order. */
  static Map<String, String> codeCells(String notebook) throws IOException {
    Path file = root().resolve("examples").resolve(notebook);
    Map<String, Object> json = JSON.std.mapFrom(Files.readString(file));
    Map<String, String> cells = new LinkedHashMap<>();
    for (Object each : (List<?>) json.get("cells")) {
      Map<?, ?> cell = (Map<?, ?>) each;
      if ("code".equals(cell.get("cell_type"))) {
        String source =
            ((List<?>) cell.get("source"))
                .stream().map(String::valueOf).collect(Collectors.joining());
        cells.put(cell.get("id").toString(), source);
      }
    }
    return cells;
  }
}
