package dev.culvert.magics.internal;

import dev.culvert.api.CommandModel;
import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A command whose line is Java behind its options, as {@code %time fib(30)}; or the lines below it
 * are. It is compiled with the cell, and given to the command as a {@link Callable}.
 */
public interface TakesCode extends TakesFunctions {

  @Override
  default Map<String, String> functions() {
    return Map.of(CommandModel.CODE, Callable.class.getName());
  }

  /**
   * The code of a call.
   *
   * @throws UserError if there is none
   */
  static Callable<?> in(MagicCall call) {
    for (Object value : call.values()) {
      if (value instanceof Callable<?> code) {
        return code;
      }
    }
    throw UserError.usage("the Java code is missing: write it on the same line, or below %%.");
  }
}
