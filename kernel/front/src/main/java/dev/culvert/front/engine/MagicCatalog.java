package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands that cells may call, by name. Immutable. */
public final class MagicCatalog {

  private final Map<String, CommandModel> byName = new LinkedHashMap<>(); // sorted by name

  public MagicCatalog(List<CommandModel> models) {
    models.stream()
        .sorted(Comparator.comparing(CommandModel::name, String.CASE_INSENSITIVE_ORDER))
        .forEach(model -> byName.put(model.name(), model));
  }

  public Optional<CommandModel> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Set<String> names() {
    return byName.keySet();
  }

  /** What {@code %lsmagic} prints: one line a magic. */
  public String overview() {
    StringBuilder text = new StringBuilder();
    int width = names().stream().mapToInt(String::length).max().orElse(0);
    text.append("On a line: %name ...   as a cell: %%name ...   as a value: var x = %name ...\n\n");
    byName.forEach(
        (name, model) ->
            text.append("  %")
                .append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(model.summary())
                .append('\n'));
    text.append("\n  !command").append(" ".repeat(Math.max(1, width - 5)));
    text.append("runs a shell command\n");
    text.append("\n%help NAME, or %NAME --help, explains one of them.");
    return text.toString();
  }
}
