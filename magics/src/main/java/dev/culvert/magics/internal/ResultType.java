package dev.culvert.magics.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The type of the value a command returns, as notebooks see it: {@code var t = %tunnel open ...} is
 * compiled with a cast to it. Without it a command returns {@link Object}; {@code void.class} says
 * that there is no value.
 *
 * <p>The type must be public and outside every {@code internal} package.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ResultType {

  /** The class of the value. */
  Class<?> value();
}
