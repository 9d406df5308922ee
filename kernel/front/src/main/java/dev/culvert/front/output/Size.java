package dev.culvert.front.output;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them; 1 MB is 1,000,000 bytes. */
public final class Size {

  /** No limit. */
  public static final long NONE = Long.MAX_VALUE;

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,9})(\\.\\d{1,3})? ?(b|[kmg]b?)?", Pattern.CASE_INSENSITIVE);

  private Size() {}

  /**
   * @param text as {@code 500kB}, {@code 2MB}, {@code 1.5G}, {@code 4096} or {@code none}
   * @throws IllegalArgumentException which says what is expected
   */
  public static long parse(String text) {
    if (text.strip().equalsIgnoreCase("none")) {
      return NONE;
    }
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("give a size as 500kB, 2MB or 1GB, or none");
    }
    String fraction = matcher.group(2) == null ? "" : matcher.group(2);
    return Math.round(Double.parseDouble(matcher.group(1) + fraction) * unit(matcher.group(3)));
  }

  private static long unit(String unit) {
    return switch (unit == null ? "b" : unit.toLowerCase(Locale.ROOT)) {
      case "k", "kb" -> 1_000L;
      case "m", "mb" -> 1_000_000L;
      case "g", "gb" -> 1_000_000_000L;
      default -> 1L;
    };
  }

  /** As people read it: {@code 512 bytes}, {@code 1.5 MB}; {@code none} for no limit. */
  public static String text(long bytes) {
    if (bytes == NONE) {
      return "none";
    } else if (bytes < 1_000) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    } else if (bytes < 1_000_000) {
      return text(bytes / 1e3, "kB");
    }
    return bytes < 1_000_000_000 ? text(bytes / 1e6, "MB") : text(bytes / 1e9, "GB");
  }

  private static String text(double number, String unit) {
    return String.format(Locale.ROOT, "%.1f %s", number, unit);
  }
}
