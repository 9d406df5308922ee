package dev.culvert.magics.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option or parameter whose value is the name of a notebook variable that the call
 * declares, with its own value: {@code --as df} is {@code var df = ...}. One of that name is
 * replaced.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Declares {}
