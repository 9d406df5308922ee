package dev.culvert.magics.maven.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenMagicTest {

  @TempDir Path folder;

  private final List<Path> classPath = new ArrayList<>();

  /** Keeps what is added to the class path; everything else is not asked for here. */
  private final Notebook notebook =
      (Notebook)
          Proxy.newProxyInstance(
              Notebook.class.getClassLoader(),
              new Class<?>[] {Notebook.class},
              (proxy, method, args) -> {
                assertThat(method.getName()).isEqualTo("addToClassPath");
                ((List<?>) args[0]).forEach(entry -> classPath.add((Path) entry));
                return null;
              });

  private MagicCall call(String... args) {
    return new MagicCall(List.of(args), String.join(" ", args), null, notebook);
  }

  @Test
  void mavenAddsAnArtifactOfMavenCentralAndWhatItNeeds() throws Exception {
    new MavenMagic().run(call("org.apache.commons:commons-text:1.13.0"));

    assertThat(classPath)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("commons-text-1.13.0.jar", "commons-lang3-3.17.0.jar");
    URL[] urls = {classPath.get(0).toUri().toURL(), classPath.get(1).toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      Object reversed =
          loader
              .loadClass("org.apache.commons.text.WordUtils")
              .getMethod("capitalize", String.class)
              .invoke(null, "late thread");
      assertThat(reversed).isEqualTo("Late Thread");
    }
  }

  @Test
  void settingsSayWhereArtifactsComeFromAndGoTo() throws Exception {
    Path remote = folder.resolve("remote");
    Path local = folder.resolve("local");
    artifact(remote, "needed", "");
    artifact(
        remote,
        "top",
        """
        <dependencies><dependency>
          <groupId>org.example</groupId><artifactId>needed</artifactId><version>1</version>
        </dependency></dependencies>
        """);
    Path settings = settings(remote, local);

    List<Path> found = Resolver.withSettings(settings).resolve(List.of("org.example:top:1"));

    assertThat(found)
        .containsExactly(
            local.resolve("org/example/top/1/top-1.jar"),
            local.resolve("org/example/needed/1/needed-1.jar"));
  }

  @Test
  void anArtifactThatIsNowhereIsNamed() throws Exception {
    Path remote = Files.createDirectories(folder.resolve("remote"));
    Path settings = settings(remote, folder.resolve("local"));

    assertThatThrownBy(() -> Resolver.withSettings(settings).resolve(List.of("org.example:gone:1")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "%maven org.example:gone:1: Could not find artifact org.example:gone:jar:1 in mine")
        .hasMessageEndingWith(
            ". Check its spelling and version, and the repositories in ~/.m2/settings.xml.");
  }

  @Test
  void whatIsNoCoordinateIsRefused() {
    assertThatThrownBy(() -> new MavenMagic().run(call("commons-text")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%maven: 'commons-text' is not a coordinate. Give group:artifact:version, as"
                + " org.apache.commons:commons-text:1.13.0.");
    assertThatThrownBy(() -> new MavenMagic().run(call()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%maven: missing required parameter: 'GROUP:ARTIFACT:VERSION'. See %maven --help.");
  }

  @Test
  void jarsTakesPathsAndPatterns() throws Exception {
    Path a = Files.createFile(folder.resolve("a.jar"));
    Path b = Files.createFile(folder.resolve("b.jar"));
    Path deep = Files.createFile(Files.createDirectories(folder.resolve("x/y")).resolve("c.jar"));
    Files.createFile(folder.resolve("readme.txt"));

    Object added = new JarsMagic().run(call(b.toString(), folder + "/*", folder + "/**/*.jar"));

    assertThat(classPath).containsExactly(b, a, deep);
    assertThat(added).isEqualTo(List.of(b.toString(), a.toString(), deep.toString()));
  }

  @Test
  void classpathTakesFoldersToo() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("p/target/classes"));

    new ClasspathMagic().run(call(folder + "/*/target/classes"));

    assertThat(classPath).containsExactly(classes);
  }

  @Test
  void aPatternThatFindsNothingIsNamed() throws Exception {
    Files.createFile(folder.resolve("a.jar"));

    assertThatThrownBy(() -> new JarsMagic().run(call(folder + "/a.jar", folder + "/*.war")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("%jars: nothing usable is at '" + folder + "/*.war', seen from ");
    assertThat(classPath).as("nothing half-done").isEmpty();
  }

  private Path settings(Path remote, Path local) throws Exception {
    return Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>
          <mirrors><mirror>
            <id>mine</id><mirrorOf>*</mirrorOf><url>%s</url>
          </mirror></mirrors>
        </settings>
        """
            .formatted(local, remote.toUri()));
  }

  private static void artifact(Path repository, String name, String more) throws Exception {
    Path home = Files.createDirectories(repository.resolve("org/example/" + name + "/1"));
    Files.writeString(
        home.resolve(name + "-1.pom"),
        """
        <project><modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId><artifactId>%s</artifactId><version>1</version>%s
        </project>
        """
            .formatted(name, more));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(home.resolve(name + "-1.jar")))) {
      jar.putNextEntry(new ZipEntry("content.txt"));
    }
  }
}
