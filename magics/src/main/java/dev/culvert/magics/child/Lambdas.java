package dev.culvert.magics.child;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/** The class whose code a task is. */
final class Lambdas {

  private Lambdas() {}

  /** The class around a lambda, which has its code; for any other object its own class. */
  static Class<?> classOf(Serializable task) {
    Class<?> type = task.getClass();
    if (!type.isHidden()) {
      return type;
    }
    try {
      Method replace = type.getDeclaredMethod("writeReplace"); // every serializable lambda has it
      replace.setAccessible(true);
      String around = ((SerializedLambda) replace.invoke(task)).getCapturingClass();
      return Class.forName(around.replace('/', '.'), false, type.getClassLoader());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the class of the lambda is not known: " + e, e);
    }
  }
}
