package dev.culvert.app;

import dev.culvert.api.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was built: {@code app} (this command line) and {@code kernel} (what an installed kernel is
 * made of).
 */
public record Distribution(Path root) {

  /** Names another distribution than the one this class was loaded from. */
  static final String PROPERTY = "culvert.distribution";

  /** The distribution this command line belongs to. */
  public static Distribution here() {
    String named = System.getProperty(PROPERTY);
    Path root =
        named != null
            ? Path.of(named)
            : Path.of(
                    Distribution.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .resolve("../..")
                .normalize();
    if (!Files.isRegularFile(root.resolve("kernel/front/culvert-front.jar"))) {
      throw new UserError(
          "NotBuilt",
          "there is no kernel in "
              + root
              + ". Build it with ./culvert from a checkout, or mvn package.");
    }
    return new Distribution(root);
  }

  /** The parts of a kernel: jars and logos. */
  public Path kernel() {
    return root.resolve("kernel");
  }
}
