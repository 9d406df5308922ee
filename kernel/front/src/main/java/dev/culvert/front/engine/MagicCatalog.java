package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The commands that cells may call, by name.
 *
 * <p>A model is asked for when somebody looks at its magic, since making the models of all magics
 * would be most of what the first magic of a notebook takes. Safe for several threads.
 */
public final class MagicCatalog {

  private final List<String> names;
  private final Function<String, CommandModel> source;
  private final Map<String, CommandModel> known = new ConcurrentHashMap<>();

  /**
   * A catalog of magics of which only the names are known.
   *
   * @param names each once
   * @param source gives the model of a magic
   */
  public MagicCatalog(Collection<String> names, Function<String, CommandModel> source) {
    this.names = names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
    this.source = source;
  }

  /** The model of the magic of exactly that name. */
  public Optional<CommandModel> find(String name) {
    return names.contains(name) ? Optional.of(model(name)) : Optional.empty();
  }

  private CommandModel model(String name) {
    return known.computeIfAbsent(name, source);
  }

  /** Sorted, capital letters as small ones. */
  public List<String> names() {
    return names;
  }

  /** What {@code %lsmagic} prints: one line a magic. */
  public String overview() {
    StringBuilder text = new StringBuilder();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    text.append("On a line: %name ...   as a cell: %%name ...   as a value: var x = %name ...\n\n");
    for (String name : names) {
      text.append("  %").append(name).append(" ".repeat(width - name.length() + 2));
      text.append(model(name).summary()).append('\n');
    }
    text.append("\n  !command").append(" ".repeat(Math.max(1, width - 5)));
    text.append("runs a shell command\n");
    text.append("\n%help NAME, or %NAME --help, explains one of them.");
    return text.toString();
  }
}
