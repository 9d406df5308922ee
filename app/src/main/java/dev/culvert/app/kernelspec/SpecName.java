package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;

/** The names Jupyter allows. */
final class SpecName {

  static final String DEFAULT = "java";

  private SpecName() {}

  static String checked(String name) {
    if (!name.matches("[a-z0-9._-]+") || name.matches("\\.+")) {
      throw UserError.usage(
          "'" + name + "' is no name for a kernelspec. Use letters a-z, digits, '.', '_' and '-'.");
    }
    return name;
  }
}
