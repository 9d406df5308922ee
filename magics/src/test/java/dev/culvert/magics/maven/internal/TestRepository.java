package dev.culvert.magics.maven.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Makes repositories of artifacts of the group {@code org.example}, in version 1. */
final class TestRepository {

  private TestRepository() {}

  /** Settings that know the one repository and a local one, and ask nobody else. */
  static Path settings(Path folder, Path remote, Path local) throws IOException {
    return settings(folder, remote.toUri().toString(), local, "");
  }

  static Path settings(Path folder, String remote, Path local, String more) throws IOException {
    return Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>%s
          <mirrors><mirror>
            <id>mine</id><mirrorOf>*</mirrorOf><url>%s</url>
          </mirror></mirrors>
        </settings>
        """
            .formatted(local, more, remote));
  }

  /**
   * @param more elements of its POM
   */
  static void artifact(Path repository, String name, String more) throws IOException {
    Path home = Files.createDirectories(repository.resolve("org/example/" + name + "/1"));
    Files.writeString(
        home.resolve(name + "-1.pom"),
        """
        <project><modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId><artifactId>%s</artifactId><version>1</version>%s
        </project>
        """
            .formatted(name, more));
    jar(home.resolve(name + "-1.jar"), "content.txt", "");
  }

  /**
   * One more jar of an artifact.
   *
   * @param entry the one file in it
   */
  static Path beside(Path repository, String name, String classifier, String entry)
      throws IOException {
    Path home = repository.resolve("org/example/" + name + "/1");
    return jar(home.resolve(name + "-1-" + classifier + ".jar"), entry, "");
  }

  /** The element of a POM that asks for another artifact. */
  static String needs(String name) {
    return "<dependencies>" + dependency(name, "") + "</dependencies>";
  }

  static String dependency(String name, String more) {
    return "<dependency><groupId>org.example</groupId><artifactId>"
        + name
        + "</artifactId><version>1</version>"
        + more
        + "</dependency>";
  }

  static Path jar(Path file, String entry, String text) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new ZipEntry(entry));
      jar.write(text.getBytes());
    }
    return file;
  }
}
