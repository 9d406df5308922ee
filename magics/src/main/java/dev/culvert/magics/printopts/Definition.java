package dev.culvert.magics.printopts;

/** An option's fixed side: everything but the value that is set. */
record Definition(String name, Object defaultValue, ValueKind kind, String description) {

  /** The part after {@code numpy.} or {@code display.}. */
  String shortName() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** What stands for it where all options are listed: of a group's options the group. */
  String entry() {
    String own = shortName();
    int dot = own.indexOf('.');
    return dot < 0 ? own : own.substring(0, dot);
  }

  /** The part after the last dot: what an option of a group is called in it. */
  String lastName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether it is one of a group, as {@code numpy.formatter.int} is of {@code formatter}. */
  boolean isIn(String group) {
    String own = name.substring(0, name.lastIndexOf('.'));
    return own.indexOf('.') >= 0 && (own.equals(group) || own.endsWith("." + group));
  }

  /** The option with the value that is set. */
  PrintOption with(Object value) {
    return new PrintOption(
        name, kind.show(value), kind.show(defaultValue), kind.valid(), description);
  }
}
