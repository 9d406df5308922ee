package dev.culvert.magics.printopts.array;

/** The text of single values, all formatted alike. */
@FunctionalInterface
interface Words {

  /** The text of one value of an innermost array. */
  String at(Object values, int index);
}
