package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Finds artifacts and what they need at run time, as Maven does: the user's settings (repositories,
 * mirrors, credentials, proxies), the user's local repository, Maven's choice of versions.
 *
 * <p>A context is made for each call, so that a changed settings file is seen.
 */
final class Resolver {

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
   * @throws UserError that names the coordinates at fault
   */
  List<Jar> resolve(Wanted wanted) {
    List<Artifact> boms = wanted.boms().stream().map(Coordinates::bom).toList();
    List<Exclusion> exclusions = wanted.exclusions().stream().map(Coordinates::exclusion).toList();
    List<RemoteRepository> added =
        wanted.repositories().stream().map(Coordinates::repository).toList();
    ContextOverrides settings =
        wanted.offline() ? overrides.toBuilder().offline(true).build() : overrides;
    // Made directly, not looked up: a look-up would ask the thread's class loader, which in a
    // notebook does not see this one's classes.
    try (Context context = new StandaloneStaticRuntime().create(settings)) {
      RepositorySystem system = context.repositorySystem();
      RepositorySystemSession session = context.repositorySystemSession();
      List<RemoteRepository> repositories = new ArrayList<>(context.remoteRepositories());
      // The settings' mirrors, proxies and credentials count for these too.
      repositories.addAll(system.newResolutionRepositories(session, added));

      CollectRequest request = new CollectRequest().setRepositories(repositories);
      for (Artifact bom : boms) {
        system.resolveArtifact(session, new ArtifactRequest(bom, repositories, null));
        system
            .readArtifactDescriptor(session, new ArtifactDescriptorRequest(bom, repositories, null))
            .getManagedDependencies()
            .forEach(request::addManagedDependency);
      }
      for (String coordinate : wanted.coordinates()) {
        Artifact artifact =
            Coordinates.lacksVersion(coordinate)
                ? managed(coordinate, request.getManagedDependencies())
                : Coordinates.artifact(coordinate);
        request.addDependency(new Dependency(artifact, JavaScopes.COMPILE, false, exclusions));
      }
      DependencyFilter runtime = DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME);
      return system
          .resolveDependencies(session, new DependencyRequest(request, runtime))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .filter(artifact -> artifact.getExtension().equals("jar"))
          .map(Resolver::jar)
          .toList();
    } catch (RepositoryException e) {
      throw ResolverErrors.of(wanted, e);
    }
  }

  private static Jar jar(Artifact artifact) {
    String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
    return new Jar(
        artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier,
        artifact.getVersion(),
        artifact.getFile().toPath());
  }

  /** The artifact in the version that a BOM says; the first one counts, as in Maven. */
  private static Artifact managed(String coordinate, List<Dependency> versions) {
    return versions.stream()
        .map(Dependency::getArtifact)
        .filter(known -> coordinate.equals(known.getGroupId() + ":" + known.getArtifactId()))
        .filter(known -> known.getExtension().equals("jar") && known.getClassifier().isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "%maven: '"
                        + coordinate
                        + "' has no version, and no BOM says one. Give group:artifact:version, or"
                        + " a --bom that lists it."));
  }
}
