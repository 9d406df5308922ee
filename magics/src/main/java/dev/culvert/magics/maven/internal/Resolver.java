package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Finds artifacts and what they need at run time, as Maven does: the user's settings (repositories,
 * mirrors, credentials, proxies), the user's local repository, Maven's choice of versions.
 *
 * <p>A context is made for each call, so that a changed settings file is seen.
 */
final class Resolver {

  private static final Pattern COORDINATE = Pattern.compile("[^:\\s]+:[^:\\s]+(:[^:\\s]+){1,3}");
  private static final String LOCAL_REPOSITORY = "maven.repo.local";

  private final ContextOverrides overrides;

  private Resolver(ContextOverrides overrides) {
    this.overrides = overrides;
  }

  /** With the settings of this user. */
  static Resolver ofUser() {
    return new Resolver(base().build());
  }

  /** With another settings file. */
  static Resolver withSettings(Path settings) {
    return new Resolver(base().withUserSettingsXmlOverride(settings).build());
  }

  private static ContextOverrides.Builder base() {
    ContextOverrides.Builder builder = ContextOverrides.create().withUserSettings(true);
    String local = System.getProperty(LOCAL_REPOSITORY);
    return local == null ? builder : builder.withLocalRepositoryOverride(Path.of(local));
  }

  /**
   * The jars of the artifacts and of their runtime dependencies, in class path order.
   *
   * @param coordinates as {@code g:a:v}, {@code g:a:type:v} or {@code g:a:type:classifier:v}
   * @throws UserError that names the coordinate at fault
   */
  List<Path> resolve(List<String> coordinates) {
    CollectRequest wanted = new CollectRequest();
    for (String coordinate : coordinates) {
      wanted.addDependency(new Dependency(artifact(coordinate), JavaScopes.COMPILE));
    }
    // Made directly, not looked up: a look-up would ask the thread's class loader, which in a
    // notebook does not see this one's classes.
    try (Context context = new StandaloneStaticRuntime().create(overrides)) {
      wanted.setRepositories(context.remoteRepositories());
      DependencyRequest request =
          new DependencyRequest(wanted, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
      return context
          .repositorySystem()
          .resolveDependencies(context.repositorySystemSession(), request)
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .filter(artifact -> artifact.getExtension().equals("jar"))
          .map(artifact -> artifact.getFile().toPath())
          .toList();
    } catch (RepositoryException e) {
      throw failed(coordinates, e);
    }
  }

  private static Artifact artifact(String coordinate) {
    if (!COORDINATE.matcher(coordinate).matches()) {
      throw UserError.usage(
          "%maven: '"
              + coordinate
              + "' is not a coordinate. Give group:artifact:version, as"
              + " org.apache.commons:commons-text:1.13.0.");
    }
    return new DefaultArtifact(coordinate);
  }

  private static UserError failed(List<String> coordinates, RepositoryException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && !(deepest instanceof ArtifactNotFoundException)) {
      deepest = deepest.getCause();
    }
    String why = deepest == e ? e.getMessage() : messageOf(deepest);
    String advice =
        deepest instanceof ArtifactNotFoundException
            ? "Check its spelling and version, and the repositories in ~/.m2/settings.xml."
            : "Check the network, and the proxies and mirrors in ~/.m2/settings.xml.";
    return new UserError(
        "MavenError", "%maven " + String.join(" ", coordinates) + ": " + why + ". " + advice, e);
  }

  private static String messageOf(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown instanceof RepositoryException && message != null ? message : thrown.toString();
  }
}
