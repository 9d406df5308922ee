package dev.culvert.magics.internal;

import java.util.Map;

/** A command that takes functions in {@code name={x -> ...}}. */
public interface TakesFunctions {

  /**
   * The names, each with the functional interface that its lambda is compiled to, as {@code
   * java.util.function.DoubleFunction<?>}. A method of its type must return any object.
   */
  Map<String, String> functions();
}
