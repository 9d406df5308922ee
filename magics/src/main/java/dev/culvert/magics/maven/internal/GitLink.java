package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link to a project at a Git host as the coordinate under which JitPack serves what it builds of
 * it.
 *
 * <p>Source: "Using links to Git sources" in JBang's documentation. Pages of releases and tags are
 * taken as well, since those are what people copy.
 */
final class GitLink {

  /** The repository that has these coordinates, by its name in JBang. */
  static final String REPOSITORY = "jitpack";

  private static final Pattern LINK = Pattern.compile("(?i)https?://.*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final int COMMIT_LETTERS = 10; // as many as JBang gives
  private static final String SNAPSHOT = "-SNAPSHOT";

  private static final String REFERENCE = "(?<ref>[\\w.+-]+)";
  private static final String MODULE = "(?:/(?<folder>[\\w.-]+))?";

  private static final List<Host> HOSTS =
      List.of(
          new Host("github.com", "com.github", "/(?:releases/tag|commit)/", "/tree/"),
          new Host("gitlab.com", "com.gitlab", "/-/(?:releases|tags|commit)/", "/-/tree/"),
          new Host("bitbucket.org", "org.bitbucket", "/commits/", "/src/"));

  /** How addresses of a host look, and the group that its projects have at JitPack. */
  private record Host(String group, Pattern address) {
    Host(String name, String group, String exact, String browsed) {
      this(
          group,
          Pattern.compile(
              "(?i:https?://(?:www\\.)?"
                  + Pattern.quote(name)
                  + ")/(?<user>[\\w.-]+)/(?<project>[\\w.-]+?)(?:\\.git)?(?:"
                  + exact
                  + "(?<exact>[\\w.+-]+)|"
                  + browsed
                  + REFERENCE
                  + MODULE
                  + ")?/?(?:#(?<module>[\\w.-]*)(?<snapshot>:SNAPSHOT)?)?"));
    }
  }

  private GitLink() {}

  /** Whether it is an address, of whatever. */
  static boolean isLink(String written) {
    return LINK.matcher(written).matches();
  }

  /**
   * The coordinate.
   *
   * @throws UserError if the link names neither a project nor a version of one
   */
  static String coordinate(String link) {
    for (Host host : HOSTS) {
      Matcher parts = host.address.matcher(link);
      if (parts.matches()) {
        return coordinate(host.group + "." + parts.group("user"), parts);
      }
    }
    throw UserError.usage(
        "%maven: '"
            + link
            + "' is no link to a project. Give a project of github.com, gitlab.com or"
            + " bitbucket.org, a tag or a commit of it, as"
            + " https://github.com/USER/PROJECT/tree/v1.0.");
  }

  private static String coordinate(String group, Matcher parts) {
    String project = parts.group("project");
    String module = parts.group("module");
    String folder = module == null || module.isEmpty() ? parts.group("folder") : module;
    String name = folder == null ? group + ":" + project : group + "." + project + ":" + folder;
    return name + ":" + version(parts);
  }

  private static String version(Matcher parts) {
    String exact = parts.group("exact");
    String reference = exact == null ? parts.group("ref") : exact;
    if (reference == null) {
      return "main" + SNAPSHOT;
    }
    if (COMMIT.matcher(reference).matches()) {
      return reference.substring(0, COMMIT_LETTERS);
    }
    boolean branch =
        parts.group("snapshot") != null || reference.equals("main") || reference.equals("master");
    return branch ? reference + SNAPSHOT : reference;
  }
}
