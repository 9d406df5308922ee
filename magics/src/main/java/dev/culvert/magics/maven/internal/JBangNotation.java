package dev.culvert.magics.maven.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind JBang's {@code //DEPS} and {@code //REPOS}, in the words of {@code %maven}.
 *
 * <p>Source: "Dependencies" in JBang's documentation. What is written in another way stays as it
 * is, for the refusal to show it.
 */
final class JBangNotation {

  private static final Pattern COORDINATE =
      Pattern.compile(
          "(?<name>[^:@\\s]+:[^:@\\s]+)(:(?<version>[^:@\\s]+))?(:(?<classifier>[^:@\\s]+))?"
              + "(@(?<type>[^:@\\s]+))?");
  private static final String BOM = "@pom";

  private JBangNotation() {}

  /**
   * @param dependencies as {@code g:a:v:classifier@type}, where a version ends in {@code +} for it
   *     and newer ones; {@code g:a:v@pom} is a BOM; a link is a project at a Git host, for which
   *     JitPack is asked, after the other repositories
   * @param exclusions as {@link Wanted} has them
   */
  static Wanted wanted(
      List<String> dependencies,
      List<String> exclusions,
      List<String> repositories,
      Network network) {
    List<String> boms = new ArrayList<>();
    List<String> coordinates = new ArrayList<>();
    List<String> asked = new ArrayList<>(repositories);
    for (String each : dependencies) {
      if (GitLink.isLink(each)) {
        coordinates.add(GitLink.coordinate(each));
        if (!asked.contains(GitLink.REPOSITORY)) {
          asked.add(GitLink.REPOSITORY);
        }
      } else if (each.endsWith(BOM)) {
        boms.add(each.substring(0, each.length() - BOM.length()));
      } else {
        coordinates.add(coordinate(each));
      }
    }
    return new Wanted(coordinates, boms, exclusions, asked, network);
  }

  private static String coordinate(String written) {
    Matcher parts = COORDINATE.matcher(written);
    if (!parts.matches() || parts.group("version") == null) {
      return written;
    }
    String version = parts.group("version");
    if (version.endsWith("+")) {
      version = "[" + version.substring(0, version.length() - 1) + ",)";
    }
    String type = parts.group("type");
    String classifier = parts.group("classifier");
    StringBuilder coordinate = new StringBuilder(parts.group("name"));
    if (type != null || classifier != null) {
      coordinate.append(':').append(type == null ? "jar" : type);
    }
    if (classifier != null) {
      coordinate.append(':').append(classifier);
    }
    return coordinate.append(':').append(version).toString();
  }
}
