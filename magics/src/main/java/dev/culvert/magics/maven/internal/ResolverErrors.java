package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/** Says what the resolver did not find and what to do about it. */
final class ResolverErrors {

  private static final String NAME = "MavenError";

  private ResolverErrors() {}

  /**
   * @param call what was called, as {@code %maven g:a:v}
   */
  static UserError of(String call, Network network, RepositoryException e) {
    List<String> missing = missing(e);
    if (network == Network.NONE && !missing.isEmpty()) {
      return new UserError(
          NAME,
          call.replaceFirst(" .*", "")
              + " --offline: not in the local repository: "
              + String.join(", ", missing)
              + ". Run it once without --offline.",
          e);
    }
    Throwable deepest = e;
    while (deepest.getCause() != null
        && !(deepest instanceof ArtifactNotFoundException)
        && !(deepest instanceof ModelBuildingException)) {
      deepest = deepest.getCause();
    }
    if (deepest instanceof ModelBuildingException model) {
      return new UserError(NAME, call + ": the POM cannot be used: " + problems(model) + ".", e);
    }
    String why = deepest == e ? e.getMessage() : messageOf(deepest);
    String advice =
        deepest instanceof ArtifactNotFoundException
            ? "Check its spelling and version, and the repositories in ~/.m2/settings.xml."
            : "Check the network, HTTPS_PROXY, and the proxies and mirrors in ~/.m2/settings.xml.";
    String others = missing.size() > 1 ? " (missing: " + String.join(", ", missing) + ")" : "";
    return new UserError(NAME, call + ": " + why + others + ". " + advice, e);
  }

  private static String problems(ModelBuildingException model) {
    return model.getProblems().stream()
        .map(ModelProblem::getMessage)
        .map(message -> message.replaceAll("\\s+", " ").replaceFirst("[.\\s]+$", ""))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** Every artifact that was looked for in vain, not only the first. */
  private static List<String> missing(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ArtifactResolutionException failed) {
        return failed.getResults().stream()
            .filter(result -> !result.isResolved())
            .map(ArtifactResult::getRequest)
            .map(request -> request.getArtifact().toString())
            .toList();
      }
    }
    return List.of();
  }

  private static String messageOf(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown instanceof RepositoryException && message != null ? message : thrown.toString();
  }
}
