package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;

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
    String others = missing.size() > 1 ? " (missing: " + String.join(", ", missing) + ")" : "";
    String why = why(e, deepest) + others;
    return new UserError(NAME, withoutLogins(call + ": " + why + ". " + advice(deepest)), e);
  }

  private static String why(RepositoryException e, Throwable deepest) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      boolean lacking = cause instanceof ArtifactNotFoundException;
      if (!lacking && cause instanceof ArtifactTransferException failed) {
        RemoteRepository from = failed.getRepository();
        return failed.getArtifact()
            + " is not in the local repository"
            + (from == null ? ": " : ", and " + from.getId() + " (" + from.getUrl() + ") ")
            + reason(deepest);
      }
    }
    return deepest == e ? e.getMessage() : messageOf(deepest);
  }

  private static String reason(Throwable deepest) {
    String message = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    if (deepest instanceof UnknownHostException) {
      return "cannot be reached: unknown host " + message.replaceFirst(":.*", "");
    }
    if (isAboutTrust(deepest)) {
      return "cannot be reached: its certificate is not trusted: " + message;
    }
    boolean answered = deepest.getClass().getSimpleName().startsWith("HttpResponse");
    return (answered ? "does not give it: " : "cannot be reached: ") + message;
  }

  private static boolean isAboutTrust(Throwable deepest) {
    return deepest instanceof GeneralSecurityException || deepest instanceof SSLException;
  }

  private static String advice(Throwable deepest) {
    if (deepest instanceof ArtifactNotFoundException) {
      return "Check its spelling and version, and the repositories in ~/.m2/settings.xml.";
    }
    return isAboutTrust(deepest)
        ? "If it is one of your own house, give the kernel's JVM a trust store that knows it:"
            + " ./culvert install --jvm-opt -Djavax.net.ssl.trustStore=FILE."
        : "Check the network, HTTPS_PROXY, and the proxies and mirrors in ~/.m2/settings.xml.";
  }

  /** Settings may have a login in an address. */
  private static String withoutLogins(String message) {
    return message.replaceAll("(?<=://)[^/@\\s]*@", "");
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
