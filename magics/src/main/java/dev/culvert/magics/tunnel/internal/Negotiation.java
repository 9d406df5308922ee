package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.config.HostConfig;
import dev.culvert.magics.tunnel.internal.config.Setting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a configuration says of how client and server come to terms: algorithms, ways to log in, and
 * how often there are new keys.
 *
 * @param lists the lists of algorithms that are set, by keyword in lower case
 * @param methods the ways to log in, in the order in which they are tried
 * @param passwordPrompts how often the password is asked for
 * @param rekeyBytes after how many bytes there are new keys; 0 for our own choice
 * @param rekeyTime after what time there are new keys; zero for none
 * @param compress whether to ask for compression
 * @see <a href="https://man.openbsd.org/ssh_config">ssh_config(5)</a>
 */
record Negotiation(
    Map<String, Setting> lists,
    List<String> methods,
    int passwordPrompts,
    long rekeyBytes,
    Duration rekeyTime,
    boolean compress) {

  private static final Set<String> LISTS =
      Set.of("ciphers", "macs", "kexalgorithms", "pubkeyacceptedalgorithms");
  private static final List<String> METHODS =
      List.of("publickey", "password", "keyboard-interactive");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMG]?)");
  private static final int DEFAULT_PROMPTS = 3; // as ssh
  private static final int LEAST_BYTES = 16; // as ssh

  Negotiation {
    lists = Map.copyOf(lists);
    methods = List.copyOf(methods);
  }

  /**
   * Reads a host's settings.
   *
   * @throws TunnelError when a value is none of its keyword
   */
  static Negotiation of(HostConfig host) {
    Optional<Setting> rekey =
        host.get("rekeylimit").filter(set -> !set.words().get(0).equalsIgnoreCase("none"));
    return new Negotiation(
        LISTS.stream()
            .filter(keyword -> host.get(keyword).isPresent())
            .collect(Collectors.toMap(keyword -> keyword, keyword -> host.get(keyword).get())),
        host.get("preferredauthentications").map(Negotiation::methods).orElse(METHODS),
        host.number("numberofpasswordprompts").orElse(DEFAULT_PROMPTS),
        rekey.map(Negotiation::bytes).orElse(0L),
        rekey.map(Negotiation::time).orElse(Duration.ZERO),
        host.flag("compression").orElse(false));
  }

  /**
   * The algorithms to offer, best first: our own, or what the configuration makes of them. A list
   * takes their place; with {@code +} in front it is added behind them, with {@code ^} put before
   * them, with {@code -} taken out, where {@code *} and {@code ?} stand for others.
   *
   * @param keyword in lower case
   * @param usual what is offered without a setting
   * @param available what the library has; the rest of a list is passed over, as ssh passes over
   *     what a server lacks
   * @throws TunnelError when nothing is left
   */
  List<String> algorithms(String keyword, List<String> usual, List<String> available) {
    Setting set = lists.get(keyword);
    if (set == null) {
      return usual;
    }
    String value = set.value();
    boolean signed = "+-^".indexOf(value.charAt(0)) >= 0;
    List<Predicate<String>> patterns =
        Arrays.stream((signed ? value.substring(1) : value).split(","))
            .map(Negotiation::pattern)
            .toList();
    Predicate<String> isListed = name -> patterns.stream().anyMatch(pattern -> pattern.test(name));
    List<String> listed =
        patterns.stream().flatMap(pattern -> available.stream().filter(pattern)).toList();
    List<String> left =
        switch (value.charAt(0)) {
          case '+' -> join(usual, listed);
          case '^' -> join(listed, usual);
          case '-' -> usual.stream().filter(isListed.negate()).toList();
          default -> listed.stream().distinct().toList();
        };
    if (left.isEmpty()) {
      throw new TunnelError(
          TunnelError.Code.CONFIG,
          "%s: none of '%s' is known here for %s. Known are: %s."
              .formatted(set.place(), Printable.of(value), keyword, String.join(", ", available)));
    }
    return left;
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }

  private static Predicate<String> pattern(String written) {
    String regex =
        Arrays.stream(written.strip().split("(?<=[*?])|(?=[*?])"))
            .map(part -> part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part))
            .collect(Collectors.joining());
    return Pattern.compile(regex).asMatchPredicate();
  }

  private static List<String> methods(Setting set) {
    List<String> known =
        Arrays.stream(set.value().toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .filter(METHODS::contains)
            .toList();
    if (known.isEmpty()) {
      throw new TunnelError(
          TunnelError.Code.CONFIG,
          "%s: PreferredAuthentications names none of %s, but '%s'."
              .formatted(set.place(), String.join(", ", METHODS), Printable.of(set.value())));
    }
    return known;
  }

  private static long bytes(Setting set) {
    String written = set.words().get(0);
    if (written.equalsIgnoreCase("default")) {
      return 0;
    }
    Matcher size = SIZE.matcher(written.toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      throw badRekeyLimit(set);
    }
    int shift = 10 * ("KMG".indexOf(size.group(2)) + 1);
    long bytes = Long.parseLong(size.group(1)) << (size.group(2).isEmpty() ? 0 : shift);
    if (bytes < LEAST_BYTES) {
      throw badRekeyLimit(set);
    }
    return bytes;
  }

  private static Duration time(Setting set) {
    List<String> words = set.words();
    if (words.size() < 2 || words.get(1).equalsIgnoreCase("none")) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(
        HostConfig.seconds("rekeylimit", new Setting(words.get(1), words, set.place())));
  }

  private static TunnelError badRekeyLimit(Setting set) {
    return new TunnelError(
        TunnelError.Code.CONFIG,
        "%s: RekeyLimit takes a size as 1G of at least %d bytes and a time as 1h, not '%s'."
            .formatted(set.place(), LEAST_BYTES, Printable.of(set.value())));
  }
}
