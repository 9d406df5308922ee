package dev.culvert.magics.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * A command's options and parameters as picocli found them in its class, to be bound to the command
 * object of a call.
 *
 * <p>Hazard: picocli must take the words of a call as it would take them with all options. So an
 * option is left out only when no word can be meant for it, and when nothing happens in its
 * absence; and a class that uses more of picocli than fields, mixins and parameters has no form.
 *
 * <p>Immutable.
 */
final class CommandForm {

  private static final String NO_NAME = "<main class>"; // picocli's word for it

  private final CommandSpec found;
  private final List<Field> mixins;
  private final List<Argument> options = new ArrayList<>();
  private final List<Argument> parameters = new ArrayList<>();

  /**
   * An option or a parameter.
   *
   * @param mixin where the object is that has its field; null for the command itself
   * @param names of an option; none of a parameter
   */
  private record Argument(ArgSpec spec, Field field, Field mixin, List<String> names) {

    boolean isNeeded(List<String> dashed) {
      if (spec.required() || spec.defaultValue() != null) {
        return true;
      }
      for (String word : dashed) {
        for (String name : names) {
          if (mayName(word, name)) {
            return true;
          }
        }
      }
      return false;
    }

    /** Letters may stand together behind one dash, and a value behind a name. */
    private static boolean mayName(String word, String name) {
      boolean letters = !word.startsWith("--") && name.length() == 2;
      return word.startsWith(name) || letters && word.indexOf(name.charAt(1)) > 0;
    }
  }

  /** The field of an argument in the object of the call that is under way. */
  private static final class Slot implements IGetter, ISetter {

    private final Argument argument;
    private Object owner; // null between calls

    Slot(Argument argument) {
      this.argument = argument;
    }

    void bind(Object command) throws IllegalAccessException {
      boolean own = command == null || argument.mixin == null;
      owner = own ? command : argument.mixin.get(command);
    }

    @Override
    @SuppressWarnings("unchecked") // picocli's signature: it knows the type of the field
    public <T> T get() throws IllegalAccessException {
      return (T) argument.field.get(owner);
    }

    @Override
    public <T> T set(T value) throws IllegalAccessException {
      T before = get();
      argument.field.set(owner, value);
      return before;
    }
  }

  /** What picocli reads words by, for the commands of one call after the other. */
  final class Bound {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(found.userObject());
    private final List<Slot> slots = new ArrayList<>();

    private Bound(BitSet needed) {
      if (!found.name().equals(NO_NAME)) {
        spec.name(found.name()).aliases(found.aliases());
      }
      needed.stream().mapToObj(options::get).forEach(this::addOption);
      parameters.forEach(this::addParameter);
    }

    private void addOption(Argument option) {
      Slot slot = slot(option);
      spec.addOption(
          OptionSpec.builder((OptionSpec) option.spec)
              .hasInitialValue(false) // the field has it
              .getter(slot)
              .setter(slot)
              .build());
    }

    private void addParameter(Argument parameter) {
      Slot slot = slot(parameter);
      spec.addPositional(
          PositionalParamSpec.builder((PositionalParamSpec) parameter.spec)
              .hasInitialValue(false)
              .getter(slot)
              .setter(slot)
              .build());
    }

    private Slot slot(Argument argument) {
      Slot slot = new Slot(argument);
      slots.add(slot);
      return slot;
    }

    CommandSpec spec() {
      return spec;
    }

    /** Has words go to this command's fields; null for none. */
    void bind(Object command) {
      try {
        for (Field mixin : command == null ? List.<Field>of() : mixins) {
          if (mixin.get(command) == null) {
            mixin.set(command, newInstance(mixin.getType()));
          }
        }
        for (Slot slot : slots) {
          slot.bind(command);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the command cannot be made: " + command.getClass(), e);
      }
    }
  }

  private CommandForm(CommandSpec found, List<Field> mixins) {
    this.found = found;
    this.mixins = mixins;
  }

  /** The form of a command; empty for one that only picocli can make. */
  static Optional<CommandForm> of(CommandSpec found) {
    if (!isPlain(found) || !found.mixins().values().stream().allMatch(CommandForm::isPlain)) {
      return Optional.empty();
    }
    CommandForm form = new CommandForm(found, mixins(found.userObject().getClass()));
    form.mixins.forEach(field -> field.setAccessible(true));
    return form.addArguments() ? Optional.of(form) : Optional.empty();
  }

  private static boolean isPlain(CommandSpec spec) {
    Object command = spec.userObject();
    Command annotation = command == null ? null : command.getClass().getAnnotation(Command.class);
    return (annotation == null || annotation.subcommands().length == 0)
        && spec.argGroups().isEmpty()
        && spec.specElements().isEmpty()
        && spec.parentCommandElements().isEmpty()
        && spec.unmatchedArgsBindings().isEmpty();
  }

  private static List<Field> mixins(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Arrays.stream(at.getDeclaredFields())
          .filter(field -> field.isAnnotationPresent(Mixin.class))
          .forEach(fields::add);
    }
    return fields;
  }

  /** Tells whether each could be bound. */
  private boolean addArguments() {
    boolean bound = true;
    for (OptionSpec option : found.options()) {
      if (!option.usageHelp()) { // that is no field: it is added to every command
        bound &= !option.negatable() && add(option, List.of(option.names()), options);
      }
    }
    for (PositionalParamSpec parameter : found.positionalParameters()) {
      bound &= add(parameter, List.of(), parameters);
    }
    return bound;
  }

  private boolean add(ArgSpec spec, List<String> names, List<Argument> to) {
    if (!(spec.userObject() instanceof Field field) || spec.scopeType() == ScopeType.INHERIT) {
      return false;
    }
    Class<?> owner = field.getDeclaringClass();
    List<Field> holders =
        mixins.stream().filter(mixin -> owner.isAssignableFrom(mixin.getType())).toList();
    boolean own = owner.isInstance(found.userObject());
    if (own ? !holders.isEmpty() : holders.size() != 1) {
      return false;
    }
    field.setAccessible(true);
    to.add(new Argument(spec, field, own ? null : holders.get(0), names));
    return true;
  }

  /**
   * Which options a call needs.
   *
   * @param dashed its words that begin with a dash
   */
  BitSet needed(List<String> dashed) {
    BitSet needed = new BitSet(options.size());
    for (int i = 0; i < options.size(); i++) {
      needed.set(i, options.get(i).isNeeded(dashed));
    }
    return needed;
  }

  /** Something to read words by, with these options alone. */
  Bound bound(BitSet needed) {
    return new Bound(needed);
  }

  private static Object newInstance(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    try {
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
