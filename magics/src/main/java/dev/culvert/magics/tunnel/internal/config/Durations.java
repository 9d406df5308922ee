package dev.culvert.magics.tunnel.internal.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenSSH's lengths of time: numbers with units, added up. */
final class Durations {

  private static final Pattern PART = Pattern.compile("(\\d{1,7})([smhdwSMHDW]?)");

  private Durations() {}

  static int seconds(String keyword, Setting setting) {
    Matcher part = PART.matcher(setting.value());
    long total = 0;
    int at = 0;
    while (part.find() && part.start() == at) {
      total += Long.parseLong(part.group(1)) * unit(part.group(2));
      at = part.end();
    }
    if (at == 0 || at != setting.value().length() || total > Integer.MAX_VALUE) {
      throw HostConfig.bad(keyword, setting, "a time, as 30, 90s or 2m");
    }
    return (int) total;
  }

  private static long unit(String letter) {
    return switch (letter.toLowerCase(java.util.Locale.ROOT)) {
      case "m" -> 60;
      case "h" -> 3_600;
      case "d" -> 86_400;
      case "w" -> 604_800;
      default -> 1;
    };
  }
}
