package dev.culvert.magics.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a command whose last positional parameter is text in another language, such as SQL.
 *
 * <p>Options stand before the text. From its first word on, the text reaches the command as it was
 * written, as one value: quotes, backslashes, braces and runs of blanks are kept.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RawText {}
