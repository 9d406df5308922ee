package dev.culvert.magics.printopts;

/**
 * An option as users see it.
 *
 * @param name its full name, as {@code numpy.precision} or {@code display.max_rows}
 * @param value what it is set to
 * @param defaultValue what a reset sets it to
 * @param valid which values it takes, in words
 * @param description one line
 */
public record PrintOption(
    String name, String value, String defaultValue, String valid, String description) {}
