package dev.culvert.magics.maven.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MavenMagicTest {

  @TempDir Path folder;

  private final FakeNotebook fake = new FakeNotebook();
  private final List<Path> classPath = fake.classPath;
  private final List<String> shown = fake.shown;
  private final Notebook notebook = fake.notebook();

  private MagicCall call(String... args) {
    return new MagicCall(List.of(args), String.join(" ", args), null, notebook);
  }

  @Test
  void mavenAddsAnArtifactOfMavenCentralAndWhatItNeeds() throws Exception {
    new MavenMagic(new Loaded(() -> "")).run(call("org.apache.commons:commons-text:1.13.0"));

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
    TestRepository.artifact(remote, "needed", "");
    TestRepository.artifact(remote, "top", TestRepository.needs("needed"));
    Path settings = TestRepository.settings(folder, remote, local);

    List<Jar> found =
        Resolver.withSettings(settings, Map.of()).resolve(Wanted.of("org.example:top:1"));

    assertThat(found)
        .extracting(Jar::file)
        .containsExactly(
            local.resolve("org/example/top/1/top-1.jar"),
            local.resolve("org/example/needed/1/needed-1.jar"));
  }

  @Test
  void sourcesOrPagesAreFetchedBesideAJarAndWhatNobodyHasIsNoError() throws Exception {
    Path remote = folder.resolve("remote");
    for (String name : List.of("sources", "remark", "pages", "nothing")) {
      TestRepository.artifact(remote, name, "");
      TestRepository.beside(remote, name, "javadoc", "org/example/A.html");
    }
    Files.delete(TestRepository.beside(remote, "nothing", "javadoc", "x"));
    TestRepository.beside(remote, "sources", "sources", "org/example/A.java");
    TestRepository.beside(remote, "remark", "sources", "README.txt"); // as Oracle's drivers have it
    Path local = folder.resolve("local");
    Resolver resolver =
        Resolver.withSettings(TestRepository.settings(folder, remote, local), Map.of());

    assertThat(fetched(resolver, local, "sources")).containsExactly("sources-1-sources.jar");
    assertThat(fetched(resolver, local, "remark"))
        .containsExactly("remark-1-javadoc.jar", "remark-1-sources.jar");
    assertThat(fetched(resolver, local, "pages")).containsExactly("pages-1-javadoc.jar");
    assertThat(fetched(resolver, local, "nothing")).isEmpty();
    assertThat(resolver.fetchDocumentation(folder.resolve("elsewhere.jar"), List.of())).isFalse();
  }

  /** The documentation that is there when it was asked for. */
  private static List<String> fetched(Resolver resolver, Path local, String name) throws Exception {
    Path jar = resolver.resolve(Wanted.of("org.example:" + name + ":1")).get(0).file();
    boolean there = resolver.fetchDocumentation(jar, List.of());
    try (Stream<Path> files = Files.list(local.resolve("org/example/" + name + "/1"))) {
      List<String> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.matches(".*-(sources|javadoc)\\.jar"))
              .sorted()
              .toList();
      assertThat(there).isEqualTo(!found.isEmpty());
      return found;
    }
  }

  @Test
  void documentationIsLookedForInRepositoriesOfTheCall() throws Exception {
    Path more = folder.resolve("more");
    TestRepository.artifact(more, "extra", "");
    TestRepository.beside(more, "extra", "sources", "org/example/A.java");
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><localRepository>%s</localRepository></settings>"
                .formatted(folder.resolve("local")));
    Resolver resolver = Resolver.withSettings(settings, Map.of());
    List<String> repositories = List.of("more=" + more.toUri());
    Wanted wanted =
        new Wanted(
            List.of("org.example:extra:1"), List.of(), List.of(), repositories, Network.USUAL);

    assertThat(resolver.fetchDocumentation(resolver.resolve(wanted).get(0).file(), repositories))
        .isTrue();
  }

  @Test
  void anArtifactThatIsNowhereIsNamed() throws Exception {
    Path remote = Files.createDirectories(folder.resolve("remote"));
    Path settings = TestRepository.settings(folder, remote, folder.resolve("local"));

    assertThatThrownBy(
            () ->
                Resolver.withSettings(settings, Map.of()).resolve(Wanted.of("org.example:gone:1")))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "%maven org.example:gone:1: Could not find artifact org.example:gone:jar:1 in mine")
        .hasMessageEndingWith(
            ". Check its spelling and version, and the repositories in ~/.m2/settings.xml.");
  }

  @Test
  void aBomSaysTheVersionsThatAreLeftOut() throws Exception {
    Path remote = folder.resolve("remote");
    TestRepository.artifact(remote, "needed", "");
    TestRepository.artifact(
        remote,
        "bom",
        """
        <packaging>pom</packaging>
        <dependencyManagement><dependencies><dependency>
          <groupId>org.example</groupId><artifactId>needed</artifactId><version>1</version>
        </dependency></dependencies></dependencyManagement>
        """);
    Resolver resolver =
        Resolver.withSettings(
            TestRepository.settings(folder, remote, folder.resolve("local")), Map.of());
    List<String> boms = List.of("org.example:bom:1");

    assertThat(
            resolver.resolve(
                new Wanted(
                    List.of("org.example:needed"), boms, List.of(), List.of(), Network.USUAL)))
        .extracting(Jar::name, Jar::version)
        .containsExactly(tuple("org.example:needed", "1"));
    assertThatThrownBy(
            () ->
                resolver.resolve(
                    new Wanted(
                        List.of("org.example:other"), boms, List.of(), List.of(), Network.USUAL)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%maven: 'org.example:other' has no version, and no BOM says one. Give"
                + " group:artifact:version, or a --bom that lists it.");
  }

  @Test
  void whatIsExcludedStaysOut() throws Exception {
    Path remote = folder.resolve("remote");
    TestRepository.artifact(remote, "needed", "");
    TestRepository.artifact(remote, "top", TestRepository.needs("needed"));
    Resolver resolver =
        Resolver.withSettings(
            TestRepository.settings(folder, remote, folder.resolve("local")), Map.of());

    List<Jar> found =
        resolver.resolve(
            new Wanted(
                List.of("org.example:top:1"),
                List.of(),
                List.of("*:needed"),
                List.of(),
                Network.USUAL));

    assertThat(found).extracting(Jar::name).containsExactly("org.example:top");
  }

  @Test
  void aRepositoryOfTheCallIsAskedAfterThoseOfTheSettings() throws Exception {
    Path more = folder.resolve("more");
    TestRepository.artifact(more, "extra", "");
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><localRepository>%s</localRepository><offline>false</offline></settings>"
                .formatted(folder.resolve("local")));

    List<Jar> found =
        Resolver.withSettings(settings, Map.of())
            .resolve(
                new Wanted(
                    List.of("org.example:extra:1"),
                    List.of(),
                    List.of(),
                    List.of("more=" + more.toUri()),
                    Network.USUAL));

    assertThat(found).extracting(Jar::name).containsExactly("org.example:extra");
  }

  @Test
  void offLineEveryMissingArtifactIsNamedAndWhatIsThereIsFound() throws Exception {
    Path remote = folder.resolve("remote");
    TestRepository.artifact(remote, "needed", "");
    TestRepository.artifact(remote, "top", TestRepository.needs("needed"));
    Resolver resolver =
        Resolver.withSettings(
            TestRepository.settings(folder, remote, folder.resolve("local")), Map.of());
    resolver.resolve(Wanted.of("org.example:top:1"));

    assertThat(resolver.resolve(offline("org.example:top:1"))).hasSize(2);
    assertThatThrownBy(
            () ->
                resolver.resolve(
                    offline("org.example:a:1", "org.example:top:1", "org.example:b:2")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%maven --offline: not in the local repository: org.example:a:jar:1,"
                + " org.example:b:jar:2. Run it once without --offline.");
  }

  @Test
  void anotherVersionOfWhatIsThereIsReportedAndNotAdded() {
    Loaded loaded = new Loaded(() -> "");
    Path one = folder.resolve("needed-1.jar");
    Path two = folder.resolve("needed-2.jar");

    assertThat(loaded.add(List.of(new Jar("g:needed", "1", one))).files()).containsExactly(one);
    assertThat(loaded.add(List.of(new Jar("g:needed", "1", one))))
        .isEqualTo(new Loaded.Added(List.of(), List.of()));
    assertThat(loaded.add(List.of(new Jar("g:needed", "2", two))))
        .isEqualTo(
            new Loaded.Added(
                List.of(),
                List.of(
                    "g:needed: 1 is on the class path already, so 2 was not added. Restart the"
                        + " kernel to change it.")));
  }

  @Test
  void aNotebookIsToldOfAVersionThatIsThereAlready() throws Exception {
    MavenMagic magic = new MavenMagic(new Loaded(() -> ""));
    magic.run(call("org.apache.commons:commons-lang3:3.14.0"));
    magic.run(call("org.apache.commons:commons-text:1.13.0"));

    assertThat(classPath)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("commons-lang3-3.14.0.jar", "commons-text-1.13.0.jar");
    assertThat(shown)
        .containsExactly(
            "org.apache.commons:commons-lang3: 3.14.0 is on the class path already, so 3.17.0 was"
                + " not added. Restart the kernel to change it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --bom junit      | 'junit' is not the coordinate of a BOM. Give group:artifact:version, as org.junit:junit-bom:5.13.4.
          --exclude junit  | 'junit' excludes nothing. Give group:artifact, as commons-logging:commons-logging; * stands for any.
          --repo centre    | 'centre' is not a repository. Give URL or ID=URL, as https://repo.example.org/maven.
          --repo mine=https://me:s3cret@repo.example.org/x | a login in a repository's URL would be shown in errors. Put it into a <server> of ~/.m2/settings.xml and give its id, as --repo ID=URL.
          --repo a=b       | 'a=b' is not a repository. Give URL or ID=URL, as https://repo.example.org/maven.
          """)
  void aWrongOptionSaysWhatWouldBeRight(String options, String message) {
    String[] words = (options + " org.example:a:1").split(" ");

    assertThatThrownBy(() -> new MavenMagic(new Loaded(() -> "")).run(call(words)))
        .isInstanceOf(UserError.class)
        .hasMessage("%maven: " + message);
  }

  private static Wanted offline(String... coordinates) {
    return new Wanted(List.of(coordinates), List.of(), List.of(), List.of(), Network.NONE);
  }

  @Test
  void whatIsNoCoordinateIsRefused() {
    assertThatThrownBy(() -> new MavenMagic(new Loaded(() -> "")).run(call("commons-text")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%maven: 'commons-text' is not a coordinate. Give group:artifact:version, as"
                + " org.apache.commons:commons-text:1.13.0.");
    assertThatThrownBy(() -> new MavenMagic(new Loaded(() -> "")).run(call()))
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
}
