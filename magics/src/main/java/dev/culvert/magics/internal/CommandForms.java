package dev.culvert.magics.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * How the commands of a magic are made for a call, from what picocli once found in their classes.
 *
 * <p>What reads the words of a call is kept for the next one that names the same commands and
 * options. Invariant: who uses it has taken it out, so that calls of several threads never share
 * one. For any thread.
 */
final class CommandForms {

  private static final int MOST_IDLE = 32;

  /** Of nothing: picocli looks at each class itself. */
  static final CommandForms NONE = new CommandForms(Map.of());

  private final Map<Class<?>, CommandForm> forms;
  private final Map<List<Object>, CommandUse> idle = new ConcurrentHashMap<>();

  private CommandForms(Map<Class<?>, CommandForm> forms) {
    this.forms = Map.copyOf(forms);
  }

  /** Builds a command line of the way to make each of its commands. */
  interface Plan extends Function<Function<Object, CommandLine>, CommandLine> {}

  /**
   * Those of a command and of all below it.
   *
   * @param whole made for no call: it stays in memory
   */
  static CommandForms of(CommandLine whole) {
    Map<Class<?>, CommandForm> found = new HashMap<>();
    collect(whole, found);
    return new CommandForms(found);
  }

  private static void collect(CommandLine from, Map<Class<?>, CommandForm> found) {
    CommandForm.of(from.getCommandSpec())
        .ifPresent(form -> found.put(from.getCommandSpec().userObject().getClass(), form));
    from.getSubcommands().values().forEach(below -> collect(below, found));
  }

  /**
   * What reads the words of a call.
   *
   * @param commands of the call, in the order in which the plan makes them
   * @param words of the call: of options, those that none of them may name are left out
   */
  CommandUse use(List<Object> commands, Set<String> words, Plan plan) {
    List<Object> key = key(commands, words);
    if (key.isEmpty()) {
      return new CommandUse(plan.apply(CommandLine::new), List.of(), used -> {});
    }
    CommandUse ready = idle.remove(key);
    return (ready == null ? make(key, plan) : ready).begin(commands);
  }

  /** The form of each command and the options it needs; empty when there is one without a form. */
  private List<Object> key(List<Object> commands, Set<String> words) {
    List<String> dashed = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("-")) {
        dashed.add(word);
      }
    }
    List<Object> key = new ArrayList<>();
    for (Object command : commands) {
      CommandForm form = forms.get(command.getClass());
      if (form == null) {
        return List.of();
      }
      key.add(form);
      key.add(form.needed(dashed));
    }
    return key;
  }

  private CommandUse make(List<Object> key, Plan plan) {
    List<CommandForm.Bound> bound = new ArrayList<>();
    CommandLine line =
        plan.apply(
            command -> {
              CommandForm form = (CommandForm) key.get(2 * bound.size());
              BitSet needed = (BitSet) key.get(2 * bound.size() + 1);
              bound.add(form.bound(needed));
              return new CommandLine(bound.get(bound.size() - 1).spec());
            });
    return new CommandUse(line, bound, used -> keep(key, used));
  }

  private void keep(List<Object> key, CommandUse used) {
    if (idle.size() < MOST_IDLE) {
      idle.put(key, used);
    }
  }
}
