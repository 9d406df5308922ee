package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a tunnel was asked for, as a profile holds it.
 *
 * @param server as it was written
 * @param settings the options by their long names, with their values; a flag has none
 */
record OpenRequest(String server, Map<String, List<String>> settings) {

  private static final String SERVER = "server";

  /**
   * What a command asks for.
   *
   * @param ofTheCall long names of options that concern the call and not the tunnel
   */
  static OpenRequest of(String server, ParseResult parsed, Set<String> ofTheCall) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (OptionSpec option : parsed.matchedOptions()) {
      if (ofTheCall.contains(option.longestName())) {
        continue;
      }
      settings.put(
          option.longestName().replaceFirst("^-+", ""),
          option.arity().max() == 0 ? List.of() : List.copyOf(option.originalStringValues()));
    }
    return new OpenRequest(server, settings);
  }

  /** A profile, with options of a command in place of its own. */
  static OpenRequest of(Profile profile, Map<String, List<String>> replacing) {
    String server = profile.value(SERVER);
    if (server == null) {
      throw new UserError(
          "ProfileError",
          "%s: profile '%s' lacks server = \"[USER@]HOST[:PORT]\"."
              .formatted(profile.place(), profile.name()));
    }
    Map<String, List<String>> settings = new LinkedHashMap<>(profile.settings());
    settings.remove(SERVER);
    return new OpenRequest(server, settings).with(replacing);
  }

  /** The same with options in place of its own. */
  OpenRequest with(Map<String, List<String>> replacing) {
    Map<String, List<String>> all = new LinkedHashMap<>(settings);
    all.putAll(replacing);
    return new OpenRequest(server, all);
  }

  /** As the words of a command. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(server));
    words.addAll(Profile.words(settings));
    return words;
  }

  /** As a profile's settings. */
  Map<String, List<String>> asProfile() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put(SERVER, List.of(server));
    all.putAll(settings);
    return all;
  }
}
