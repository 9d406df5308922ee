package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import java.nio.file.Path;
import java.util.List;

/** Jars of artifacts for other magics, found as {@code %maven} finds them. */
public final class Artifacts {

  private Artifacts() {}

  /**
   * The jars of an artifact and of what it needs at run time.
   *
   * @param coordinate as {@code group:artifact:version}
   * @throws UserError if it cannot be fetched, with the reason
   */
  public static List<Path> jars(String coordinate) {
    Wanted wanted = Wanted.of(coordinate);
    return Resolver.ofUser(System.getenv()).resolve(wanted).stream().map(Jar::file).toList();
  }
}
