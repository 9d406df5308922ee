package dev.culvert.magics.printopts;

/** An option's fixed side: everything but the value that is set. */
record Definition(String name, Object defaultValue, ValueKind kind, String description) {

  String shortName() {
    return name.substring(name.indexOf('.') + 1);
  }

  /** The option with the value that is set. */
  PrintOption with(Object value) {
    return new PrintOption(
        name, kind.show(value), kind.show(defaultValue), kind.valid(), description);
  }
}
