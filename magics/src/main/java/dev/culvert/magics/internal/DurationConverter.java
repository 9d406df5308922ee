package dev.culvert.magics.internal;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 10s}, {@code 1.5s} and {@code 2m}. */
public final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)");

  @Override
  public Duration convert(String written) {
    Matcher time = TIME.matcher(written);
    if (!time.matches()) {
      throw new TypeConversionException("'" + written + "' is not a time; give 500ms, 10s or 2m");
    }
    double number = Double.parseDouble(time.group(1));
    double millis =
        switch (time.group(2)) {
          case "ms" -> number;
          case "s" -> number * 1000;
          case "m" -> number * 60_000;
          default -> number * 3_600_000;
        };
    return Duration.ofMillis(Math.round(millis));
  }
}
