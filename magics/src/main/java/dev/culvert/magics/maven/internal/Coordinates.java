package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;

/** Reads what users write; every refusal says what would be right. */
final class Coordinates {

  private static final Pattern WITH_VERSION = Pattern.compile("[^:\\s]+:[^:\\s]+(:[^:\\s]+){1,3}");
  private static final Pattern NAME = Pattern.compile("[^:\\s]+:[^:\\s]+");
  private static final Pattern BOM = Pattern.compile("[^:\\s]+:[^:\\s]+:[^:\\s]+");
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*:\\S+");
  private static final Pattern URL_WITH_LOGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/]*@.*");
  private static final Pattern UNSAFE = Pattern.compile("[^a-z0-9.-]+");

  /** Repositories that go by a name, as in JBang; all lower case. */
  private static final Map<String, String> NAMED =
      Map.of(
          "google", "https://maven.google.com/",
          "jitpack", "https://jitpack.io/",
          "jbossorg", "https://repository.jboss.org/nexus/content/groups/public/",
          "redhat", "https://maven.repository.redhat.com/ga/",
          "sponge", "https://repo.spongepowered.org/maven");

  private static final Set<String> CENTRAL = Set.of("central", "mavencentral"); // always asked

  private Coordinates() {}

  /** Whether the version is left to a BOM. */
  static boolean lacksVersion(String coordinate) {
    return NAME.matcher(coordinate).matches();
  }

  static Artifact artifact(String coordinate) {
    if (!WITH_VERSION.matcher(coordinate).matches()) {
      throw UserError.usage(
          "%maven: '"
              + coordinate
              + "' is not a coordinate. Give group:artifact:version, as"
              + " org.apache.commons:commons-text:1.13.0.");
    }
    return new DefaultArtifact(coordinate);
  }

  static Artifact bom(String coordinate) {
    if (!BOM.matcher(coordinate).matches()) {
      throw UserError.usage(
          "%maven: '"
              + coordinate
              + "' is not the coordinate of a BOM. Give group:artifact:version, as"
              + " org.junit:junit-bom:5.13.4.");
    }
    String[] parts = coordinate.split(":");
    return new DefaultArtifact(parts[0], parts[1], "pom", parts[2]);
  }

  static Exclusion exclusion(String text) {
    if (!NAME.matcher(text).matches()) {
      throw UserError.usage(
          "%maven: '"
              + text
              + "' excludes nothing. Give group:artifact, as commons-logging:commons-logging;"
              + " * stands for any.");
    }
    String[] parts = text.split(":");
    return new Exclusion(parts[0], parts[1], "*", "*");
  }

  /** All of them but Maven Central, which the settings have. */
  static List<RemoteRepository> repositories(List<String> texts) {
    return texts.stream()
        .filter(text -> !CENTRAL.contains(text.toLowerCase(Locale.ROOT)))
        .map(Coordinates::repository)
        .toList();
  }

  /** Without an id it gets one made of its URL: credentials in the settings go by the id. */
  static RemoteRepository repository(String text) {
    int equals = text.indexOf('=');
    boolean named = equals > 0 && text.substring(0, equals).matches("[A-Za-z0-9._-]+");
    String place = named ? text.substring(equals + 1) : text;
    String url = NAMED.getOrDefault(place.toLowerCase(Locale.ROOT), place);
    if (!URL.matcher(url).matches()) {
      throw UserError.usage(
          "%maven: '"
              + text
              + "' is not a repository. Give URL or ID=URL, as https://repo.example.org/maven.");
    }
    if (URL_WITH_LOGIN.matcher(url).matches()) { // it would show up in messages and in files
      throw UserError.usage(
          "%maven: a login in a repository's URL would be shown in errors. Put it into a <server> of"
              + " ~/.m2/settings.xml and give its id, as --repo ID=URL.");
    }
    String id =
        named
            ? text.substring(0, equals)
            : UNSAFE.matcher(place.toLowerCase(Locale.ROOT)).replaceAll("-");
    return new RemoteRepository.Builder(id, "default", url).build();
  }
}
