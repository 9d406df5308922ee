package dev.culvert.magics.maven.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;

/** What a file of a local repository is: {@code g/g/a/v/a-v.jar}. */
final class InRepository {

  private static final String JAR = ".jar";

  private InRepository() {}

  /**
   * Another jar of the artifact that a jar is; empty for one that is elsewhere.
   *
   * @param classifier which one, as {@code sources}
   */
  static Optional<Artifact> beside(Path root, Path jar, String classifier) {
    String file = jar.getFileName().toString();
    if (!jar.startsWith(root) || !file.endsWith(JAR)) {
      return Optional.empty();
    }
    Path place = root.relativize(jar);
    int names = place.getNameCount();
    String artifact = names < 4 ? "" : place.getName(names - 3).toString();
    if (artifact.isEmpty() || !file.startsWith(artifact + "-")) {
      return Optional.empty();
    }
    // Of a SNAPSHOT the file has the build in its name, and the folder has not.
    String version = file.substring(artifact.length() + 1, file.length() - JAR.length());
    String group = place.subpath(0, names - 3).toString().replace('/', '.').replace('\\', '.');
    return Optional.of(new DefaultArtifact(group, artifact, classifier, "jar", version));
  }
}
