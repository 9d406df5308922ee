package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.filter.ScopeDependencyFilter;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/**
 * Finds artifacts and what they need at run time, as Maven does: the user's settings (repositories,
 * mirrors, credentials, proxies), the user's local repository, Maven's choice of versions.
 *
 * <p>A session is made for each call, so that a changed settings file is seen.
 */
final class Resolver {

  private static final System.Logger LOG = System.getLogger(Resolver.class.getName());
  private static final String LOCAL_REPOSITORY = "maven.repo.local";

  private final ContextOverrides overrides;
  private final Map<String, String> environment;

  private Resolver(ContextOverrides overrides, Map<String, String> environment) {
    this.overrides = overrides;
    this.environment = environment;
  }

  /** With the settings of this user. */
  static Resolver ofUser(Map<String, String> environment) {
    return new Resolver(base().build(), environment);
  }

  /** With another settings file. */
  static Resolver withSettings(Path settings, Map<String, String> environment) {
    return new Resolver(base().withUserSettingsXmlOverride(settings).build(), environment);
  }

  private static ContextOverrides.Builder base() {
    ContextOverrides.Builder builder = ContextOverrides.create().withUserSettings(true);
    String local = System.getProperty(LOCAL_REPOSITORY);
    return local == null ? builder : builder.withLocalRepositoryOverride(Path.of(local));
  }

  /** One that tells what it transfers. */
  Resolver telling(TransferListener listener) {
    return new Resolver(overrides.toBuilder().transferListener(listener).build(), environment);
  }

  /**
   * The jars of the artifacts and of their runtime dependencies, in class path order.
   *
   * @throws UserError that names the coordinates at fault
   */
  List<Jar> resolve(Wanted wanted) {
    List<Artifact> boms = wanted.boms().stream().map(Coordinates::bom).toList();
    List<Exclusion> exclusions = wanted.exclusions().stream().map(Coordinates::exclusion).toList();
    List<RemoteRepository> added = Coordinates.repositories(wanted.repositories());
    try (MavenSession maven = MavenSession.open(overrides, environment, wanted.network(), added)) {
      CollectRequest request = new CollectRequest().setRepositories(maven.repositories());
      for (Artifact bom : boms) {
        maven
            .system()
            .resolveArtifact(maven.session(), new ArtifactRequest(bom, maven.repositories(), null));
        describe(maven, bom).getManagedDependencies().forEach(request::addManagedDependency);
      }
      for (String coordinate : wanted.coordinates()) {
        Artifact artifact =
            Coordinates.lacksVersion(coordinate)
                ? managed(coordinate, request.getManagedDependencies())
                : typed(
                    Coordinates.artifact(coordinate), maven.session().getArtifactTypeRegistry());
        request.addDependency(new Dependency(artifact, JavaScopes.COMPILE, false, exclusions));
      }
      return jars(maven, request, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
    } catch (RepositoryException e) {
      String call = "%maven " + String.join(" ", wanted.coordinates());
      throw ResolverErrors.of(call, wanted.network(), e);
    }
  }

  /**
   * The jars that a POM asks for, in class path order; its parents, BOMs and repositories count.
   *
   * @param name for messages
   * @param scopes which of its dependencies count
   * @throws UserError if the POM is wrong, or something that it names is missing
   */
  List<Jar> resolve(Path pom, String name, Set<String> scopes, Network network) {
    try (MavenSession maven = MavenSession.open(overrides, environment, network, List.of())) {
      Artifact given = new DefaultArtifact("notebook", "pom", "pom", "1");
      DefaultRepositorySystemSession strict = new DefaultRepositorySystemSession(maven.session());
      strict.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
      strict.setWorkspaceReader(new OneFile(given, pom.toFile()));
      ArtifactDescriptorResult described =
          maven
              .system()
              .readArtifactDescriptor(
                  strict, new ArtifactDescriptorRequest(given, maven.repositories(), null));
      List<RemoteRepository> own =
          maven.system().newResolutionRepositories(maven.session(), described.getRepositories());
      CollectRequest request =
          new CollectRequest()
              .setDependencies(described.getDependencies())
              .setManagedDependencies(described.getManagedDependencies())
              .setRepositories(together(maven.repositories(), own));
      return jars(maven, request, new ScopeDependencyFilter(scopes, Set.of()));
    } catch (RepositoryException e) {
      throw ResolverErrors.of("%loadFromPOM " + name, network, e);
    }
  }

  /**
   * Fetches {@code a-v-sources.jar} beside a jar of the local repository or, where those have no
   * Java or nobody has them, {@code a-v-javadoc.jar}.
   *
   * @param repositories asked after those of the settings, as {@link Wanted} has them
   * @return whether one is there; false also where nobody has it or can be reached
   */
  boolean fetchDocumentation(Path jar, List<String> repositories) {
    List<RemoteRepository> added = Coordinates.repositories(repositories);
    try (MavenSession maven = MavenSession.open(overrides, environment, Network.USUAL, added)) {
      return fetchBeside(maven, jar, "sources").filter(Resolver::hasJava).isPresent()
          || fetchBeside(maven, jar, "javadoc").isPresent();
    }
  }

  private static Optional<Path> fetchBeside(MavenSession maven, Path jar, String classifier) {
    Path root = maven.session().getLocalRepository().getBasedir().toPath().toAbsolutePath();
    Optional<Artifact> wanted = InRepository.beside(root, jar.toAbsolutePath(), classifier);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    try {
      ArtifactRequest request = new ArtifactRequest(wanted.get(), maven.repositories(), null);
      Artifact found = maven.system().resolveArtifact(maven.session(), request).getArtifact();
      return Optional.of(found.getFile().toPath());
    } catch (RepositoryException e) {
      LOG.log(System.Logger.Level.DEBUG, "no " + classifier + " of " + jar, e);
      return Optional.empty();
    }
  }

  /** Some publish a sources jar with nothing but a remark in it. */
  private static boolean hasJava(Path sources) {
    try (ZipFile zip = new ZipFile(sources.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().endsWith(".java"));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} cannot be read: {1}", sources, e.getMessage());
      return false;
    }
  }

  private static ArtifactDescriptorResult describe(MavenSession maven, Artifact artifact)
      throws RepositoryException {
    return maven
        .system()
        .readArtifactDescriptor(
            maven.session(), new ArtifactDescriptorRequest(artifact, maven.repositories(), null));
  }

  private static List<Jar> jars(MavenSession maven, CollectRequest request, DependencyFilter filter)
      throws RepositoryException {
    return maven
        .system()
        .resolveDependencies(maven.session(), new DependencyRequest(request, filter))
        .getArtifactResults()
        .stream()
        .map(ArtifactResult::getArtifact)
        .filter(artifact -> artifact.getExtension().equals("jar"))
        .map(Resolver::jar)
        .toList();
  }

  private static Jar jar(Artifact artifact) {
    String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
    return new Jar(
        artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier,
        artifact.getVersion(),
        artifact.getFile().toPath());
  }

  /** Each once: every POM names Maven Central, too. */
  private static List<RemoteRepository> together(
      List<RemoteRepository> first, List<RemoteRepository> more) {
    Map<String, RemoteRepository> byId = new LinkedHashMap<>();
    first.forEach(each -> byId.putIfAbsent(each.getId(), each));
    more.forEach(each -> byId.putIfAbsent(each.getId(), each));
    return List.copyOf(byId.values());
  }

  /** With {@code bundle} and the like as the files that they are. */
  private static Artifact typed(Artifact written, ArtifactTypeRegistry types) {
    ArtifactType type = types.get(written.getExtension());
    if (type == null) {
      return written;
    }
    String classifier =
        written.getClassifier().isEmpty() ? type.getClassifier() : written.getClassifier();
    return new DefaultArtifact(
        written.getGroupId(),
        written.getArtifactId(),
        classifier,
        type.getExtension(),
        written.getVersion(),
        type);
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

  /** Gives the resolver a file that is in no repository, as the POM of one artifact. */
  private record OneFile(Artifact pom, File file) implements WorkspaceReader {

    @Override
    public WorkspaceRepository getRepository() {
      return new WorkspaceRepository("notebook");
    }

    @Override
    public File findArtifact(Artifact artifact) {
      boolean isIt =
          artifact.getGroupId().equals(pom.getGroupId())
              && artifact.getArtifactId().equals(pom.getArtifactId())
              && artifact.getExtension().equals(pom.getExtension());
      return isIt ? file : null;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
      return List.of();
    }
  }
}
