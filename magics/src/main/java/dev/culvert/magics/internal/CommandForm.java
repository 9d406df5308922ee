package dev.culvert.magics.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
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
 * <p>Invariant: what a call reads or writes are fields of its own object, and of the mixins that
 * are made for it; of what is shared, nothing is written. Immutable.
 *
 * <p>Hazard: picocli must take the words of a call as it would take them with all options. So an
 * option is left out only when no word can be meant for it, and when nothing happens in its
 * absence; and a class that uses more of picocli than fields, mixins and parameters has no form.
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
   */
  private record Argument(ArgSpec spec, Field field, Field mixin) {

    Binding bind(Object command) throws IllegalAccessException {
      return new Binding(field, mixin == null ? command : mixin.get(command));
    }

    boolean isNeeded(List<String> dashed) {
      return spec.required()
          || spec.defaultValue() != null
          || Arrays.stream(((OptionSpec) spec).names())
              .anyMatch(name -> dashed.stream().anyMatch(word -> mayName(word, name)));
    }

    /** Letters may stand together behind one dash, and a value behind a name. */
    private static boolean mayName(String word, String name) {
      boolean letters = !word.startsWith("--") && name.length() == 2;
      return word.startsWith(name) || letters && word.indexOf(name.charAt(1)) > 0;
    }
  }

  /** A field of one object. */
  private record Binding(Field field, Object owner) implements IGetter, ISetter {

    @Override
    @SuppressWarnings("unchecked") // picocli's signature: it knows the type of the field
    public <T> T get() throws IllegalAccessException {
      return (T) field.get(owner);
    }

    @Override
    public <T> T set(T value) throws IllegalAccessException {
      T before = get();
      field.set(owner, value);
      return before;
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
    Command annotation =
        spec.userObject() == null
            ? null
            : spec.userObject().getClass().getAnnotation(Command.class);
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
      if (!option.usageHelp()) { // that is no field: each call has it added
        bound &= !option.negatable() && add(option, options);
      }
    }
    for (PositionalParamSpec parameter : found.positionalParameters()) {
      bound &= add(parameter, parameters);
    }
    return bound;
  }

  private boolean add(ArgSpec spec, List<Argument> to) {
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
    to.add(new Argument(spec, field, own ? null : holders.get(0)));
    return true;
  }

  /**
   * The command of a call, with the options that its words may name.
   *
   * @param dashed its words that begin with a dash
   */
  CommandLine make(Object command, List<String> dashed) {
    try {
      for (Field mixin : mixins) {
        if (mixin.get(command) == null) {
          mixin.set(command, newInstance(mixin.getType()));
        }
      }
      CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
      if (!found.name().equals(NO_NAME)) {
        spec.name(found.name()).aliases(found.aliases());
      }
      for (Argument option : options) {
        if (option.isNeeded(dashed)) {
          Binding binding = option.bind(command);
          spec.addOption(
              OptionSpec.builder((OptionSpec) option.spec)
                  .hasInitialValue(false) // the field has it
                  .getter(binding)
                  .setter(binding)
                  .build());
        }
      }
      for (Argument parameter : parameters) {
        Binding binding = parameter.bind(command);
        spec.addPositional(
            PositionalParamSpec.builder((PositionalParamSpec) parameter.spec)
                .hasInitialValue(false)
                .getter(binding)
                .setter(binding)
                .build());
      }
      return new CommandLine(spec);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the command cannot be made: " + command.getClass(), e);
    }
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
