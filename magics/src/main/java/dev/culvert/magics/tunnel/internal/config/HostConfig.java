package dev.culvert.magics.tunnel.internal.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the configuration says about one host. Keywords are in lower case. Immutable once resolved.
 *
 * <p>Of keywords that add up, such as {@code identityfile}, every value is kept in order; of the
 * others the first.
 */
public final class HostConfig {

  private final String typed;
  private final Map<String, List<Setting>> settings;
  private final List<String> notRun;

  HostConfig(String typed, Map<String, List<Setting>> settings, List<String> notRun) {
    this.typed = typed;
    this.settings = new LinkedHashMap<>(settings);
    this.notRun = List.copyOf(notRun);
  }

  /** The host as it was typed. */
  public String typed() {
    return typed;
  }

  /** The one value of a keyword. */
  public Optional<Setting> get(String keyword) {
    return all(keyword).stream().findFirst();
  }

  /** All values of a keyword that adds up. */
  public List<Setting> all(String keyword) {
    return settings.getOrDefault(keyword, List.of());
  }

  /** The value as text; empty when it is not set or is {@code none}. */
  public Optional<String> text(String keyword) {
    return get(keyword).map(Setting::value).filter(value -> !value.equalsIgnoreCase("none"));
  }

  /**
   * The value as a number.
   *
   * @throws ConfigError when it is none
   */
  public Optional<Integer> number(String keyword) {
    return get(keyword).map(setting -> number(keyword, setting));
  }

  /**
   * The value as a length of time in seconds: {@code 90}, {@code 1m30s}, {@code 2h}.
   *
   * @throws ConfigError when it is none
   */
  public Optional<Integer> seconds(String keyword) {
    return get(keyword)
        .filter(setting -> !setting.value().equals("none"))
        .map(setting -> seconds(keyword, setting));
  }

  /**
   * A setting that is a length of time in seconds.
   *
   * @throws ConfigError when it is none
   */
  public static int seconds(String keyword, Setting setting) {
    return Durations.seconds(keyword, setting);
  }

  /**
   * The value as a yes or no.
   *
   * @throws ConfigError when it is neither
   */
  public Optional<Boolean> flag(String keyword) {
    return get(keyword)
        .map(
            setting ->
                switch (setting.value().toLowerCase(Locale.ROOT)) {
                  case "yes", "true" -> true;
                  case "no", "false" -> false;
                  default -> throw bad(keyword, setting, "yes or no");
                });
  }

  /** Every keyword that is set. */
  public Set<String> keywords() {
    return settings.keySet();
  }

  /** The {@code Match exec} lines that were not run and so did not match, by place. */
  public List<String> notRun() {
    return notRun;
  }

  private static int number(String keyword, Setting setting) {
    if (setting.value().matches("\\d{1,9}")) {
      return Integer.parseInt(setting.value());
    }
    throw bad(keyword, setting, "a number");
  }

  static ConfigError bad(String keyword, Setting setting, String wanted) {
    return new ConfigError(
        "%s: %s takes %s, not '%s'."
            .formatted(setting.place(), keyword, wanted, Shown.of(setting.value())));
  }
}
