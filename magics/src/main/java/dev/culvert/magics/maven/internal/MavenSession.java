package dev.culvert.magics.maven.internal;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.DefaultArtifactType;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;

/**
 * Maven's resolver for one call: the user's settings, the environment's proxies, repositories with
 * both applied. Owner thread: the one that opened it.
 */
final class MavenSession implements AutoCloseable {

  /**
   * Hazard: a jar in use must not be written over. With this off a SNAPSHOT is used under the name
   * of its build, and a newer one is another file.
   */
  private static final String ONE_FILE_FOR_ALL_BUILDS =
      "aether.artifactResolver.snapshotNormalization";

  /** Packagings whose file is a jar, beside those that Maven knows without plug-ins. */
  private static final List<ArtifactType> JARS =
      List.of(jar("bundle"), jar("eclipse-plugin"), jar("hk2-jar"), jar("orbit"));

  private final Context context;
  private final DefaultRepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  private MavenSession(
      Context context,
      DefaultRepositorySystemSession session,
      List<RemoteRepository> repositories) {
    this.context = context;
    this.session = session;
    this.repositories = repositories;
  }

  /**
   * @param environment says proxies
   * @param added asked after the repositories of the settings
   */
  static MavenSession open(
      ContextOverrides overrides,
      Map<String, String> environment,
      Network network,
      List<RemoteRepository> added) {
    // Made directly, not looked up: a look-up would ask the thread's class loader, which in a
    // notebook does not see this one's classes.
    Context context =
        new StandaloneStaticRuntime()
            .create(overrides.toBuilder().extraArtifactTypes(JARS).build());
    try {
      DefaultRepositorySystemSession session =
          new DefaultRepositorySystemSession(context.repositorySystemSession());
      session.setProxySelector(new Proxies(session.getProxySelector(), environment));
      session.setConfigProperty(ONE_FILE_FOR_ALL_BUILDS, false);
      if (network == Network.NONE) {
        session.setOffline(true);
      } else if (network == Network.UPDATE) {
        session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
      }
      // All at once, as the settings name them: those that have one mirror become one.
      List<RemoteRepository> all = new ArrayList<>(context.contextOverrides().getRepositories());
      all.addAll(added);
      List<RemoteRepository> repositories =
          context.repositorySystem().newResolutionRepositories(session, all);
      return new MavenSession(context, session, repositories);
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  private static ArtifactType jar(String packaging) {
    return new DefaultArtifactType(packaging, "jar", "", "java");
  }

  RepositorySystem system() {
    return context.repositorySystem();
  }

  DefaultRepositorySystemSession session() {
    return session;
  }

  List<RemoteRepository> repositories() {
    return repositories;
  }

  @Override
  public void close() {
    context.close();
  }
}
