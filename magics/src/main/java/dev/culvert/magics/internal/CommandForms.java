package dev.culvert.magics.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * How the commands of a magic are made for a call, from what picocli once found in their classes.
 *
 * <p>Immutable; for any thread.
 */
final class CommandForms {

  /** Of nothing: picocli looks at each class itself. */
  static final CommandForms NONE = new CommandForms(Map.of());

  private final Map<Class<?>, CommandForm> forms;

  private CommandForms(Map<Class<?>, CommandForm> forms) {
    this.forms = Map.copyOf(forms);
  }

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
   * A command for one call.
   *
   * @param words the words of the call: of options, those that none of them may name are left out
   */
  CommandLine make(Object command, Set<String> words) {
    CommandForm form = forms.get(command.getClass());
    if (form == null) {
      return new CommandLine(command);
    }
    List<String> dashed = words.stream().filter(word -> word.startsWith("-")).toList();
    return form.make(command, dashed);
  }
}
