package dev.culvert.magics.maven.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Maven's own rules say, for POMs and for artifacts that are not quite jars. */
class DependenciesTest {

  @TempDir Path folder;

  private final FakeNotebook fake = new FakeNotebook();
  private Path remote;
  private Path local;
  private Resolver resolver;

  @BeforeEach
  void makeARepository() throws Exception {
    remote = Files.createDirectories(folder.resolve("remote"));
    local = folder.resolve("local");
    resolver = Resolver.withSettings(TestRepository.settings(folder, remote, local), Map.of());
  }

  private static Wanted wanted(String coordinate) {
    return Wanted.of(coordinate);
  }

  private MagicCall call(String line, String body) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    return new MagicCall(words, line, body, fake.notebook());
  }

  // ---- artifacts ----------------------------------------------------------------------------

  @Test
  void aBundleIsAJar() throws Exception {
    TestRepository.artifact(remote, "bundled", "<packaging>bundle</packaging>");
    TestRepository.artifact(
        remote,
        "top",
        "<dependencies>"
            + TestRepository.dependency("bundled", "<type>bundle</type>")
            + "</dependencies>");

    assertThat(resolver.resolve(wanted("org.example:top:1")))
        .extracting(Jar::name)
        .containsExactly("org.example:top", "org.example:bundled");
    assertThat(resolver.resolve(wanted("org.example:bundled:bundle:1")))
        .extracting(Jar::name)
        .containsExactly("org.example:bundled");
  }

  @Test
  void aNewerSnapshotIsAnotherFileAndIsFetchedWhenAsked() throws Exception {
    snapshot("20260101.101010", 1);
    List<Jar> first = resolver.resolve(fresh(Network.USUAL));
    snapshot("20260202.202020", 2);

    assertThat(resolver.resolve(fresh(Network.USUAL))).isEqualTo(first);
    List<Jar> second = resolver.resolve(fresh(Network.UPDATE));

    assertThat(first).extracting(Jar::version).containsExactly("1-20260101.101010-1");
    assertThat(second).extracting(Jar::version).containsExactly("1-20260202.202020-2");
    assertThat(second.get(0).file()).isNotEqualTo(first.get(0).file()).exists();
    assertThat(first.get(0).file()).exists();
  }

  private Wanted fresh(Network network) {
    return new Wanted(
        List.of("org.example:fresh:1-SNAPSHOT"),
        List.of(),
        List.of(),
        List.of("fresh=" + remote.toUri()),
        network);
  }

  private void snapshot(String stamp, int build) throws Exception {
    Path home = Files.createDirectories(remote.resolve("org/example/fresh/1-SNAPSHOT"));
    String version = "1-" + stamp + "-" + build;
    Files.writeString(
        home.resolve("fresh-" + version + ".pom"),
        """
        <project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>
          <artifactId>fresh</artifactId><version>1-SNAPSHOT</version></project>
        """);
    TestRepository.jar(home.resolve("fresh-" + version + ".jar"), "build.txt", stamp);
    Files.writeString(
        home.resolve("maven-metadata.xml"),
        """
        <metadata modelVersion="1.1.0"><groupId>org.example</groupId><artifactId>fresh</artifactId>
          <version>1-SNAPSHOT</version><versioning>
            <snapshot><timestamp>%s</timestamp><buildNumber>%d</buildNumber></snapshot>
            <lastUpdated>%s</lastUpdated>
            <snapshotVersions>
              <snapshotVersion><extension>jar</extension><value>%s</value>
                <updated>%s</updated></snapshotVersion>
              <snapshotVersion><extension>pom</extension><value>%s</value>
                <updated>%s</updated></snapshotVersion>
            </snapshotVersions></versioning></metadata>
        """
            .formatted(
                stamp,
                build,
                stamp.replace(".", ""),
                version,
                stamp.replace(".", ""),
                version,
                stamp.replace(".", "")));
  }

  @Test
  void whatAnybodyPutOnTheClassPathCounts() throws Exception {
    Path there =
        TestRepository.jar(
            folder.resolve("renamed.jar"),
            "META-INF/maven/org.example/needed/pom.properties",
            "groupId=org.example\nartifactId=needed\nversion=0.9\n");
    Path byHand = TestRepository.jar(folder.resolve("other-1.jar"), "x", "");
    Loaded loaded = new Loaded(() -> there + ":" + folder.resolve("gone.jar") + ":" + byHand);

    Loaded.Added added =
        loaded.add(
            List.of(
                new Jar("org.example:needed", "1", folder.resolve("needed-1.jar")),
                new Jar("org.example:other", "1", byHand)));

    assertThat(added.files()).isEmpty();
    assertThat(added.kept())
        .containsExactly(
            "org.example:needed: 0.9 is on the class path already, so 1 was not added. Restart the"
                + " kernel to change it.");
  }

  @Test
  void dependencyAddsInTwoSteps() {
    DependencyMagic magic = new DependencyMagic(new Loaded(() -> ""));

    assertThatThrownBy(() -> magic.run(call("/resolve", null)))
        .isInstanceOf(UserError.class)
        .hasMessage("%dependency /resolve: nothing was added with /add before it.");
    assertThatThrownBy(() -> magic.run(call("/add nothing", null)))
        .hasMessageStartingWith("%maven: 'nothing' is not a coordinate.");
    assertThatThrownBy(() -> magic.run(call("/add", null)))
        .hasMessage("%dependency /add: give group:artifact:version behind it.");
  }

  @Test
  void dependencyAddsAndResolves() throws Exception {
    DependencyMagic magic = new DependencyMagic(new Loaded(() -> ""));
    magic.run(call("/add org.apache.commons:commons-lang3:3.14.0", null));
    assertThat(fake.classPath).isEmpty();
    magic.run(call("/resolve", null));
    assertThat(fake.classPath)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("commons-lang3-3.14.0.jar");
    assertThat(fake.shown)
        .startsWith("%dependency /resolve adds org.apache.commons:commons-lang3:3.14.0.");
  }

  // ---- POMs ---------------------------------------------------------------------------------

  @Test
  void aPomGivesItsDependenciesWithParentsBomsAndExclusions() throws Exception {
    TestRepository.artifact(remote, "needed", "");
    TestRepository.artifact(remote, "unwanted", "");
    TestRepository.artifact(
        remote,
        "top",
        "<dependencies>"
            + TestRepository.dependency("needed", "")
            + TestRepository.dependency("unwanted", "")
            + "</dependencies>");
    TestRepository.artifact(remote, "checked", "");
    Path pom = Files.createDirectories(folder.resolve("project/child")).resolve("pom.xml");
    Files.writeString(
        folder.resolve("project/pom.xml"),
        """
        <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId>
          <artifactId>parent</artifactId><version>1</version><packaging>pom</packaging>
          <properties><top>1</top></properties>
          <dependencyManagement><dependencies><dependency>
            <groupId>org.example</groupId><artifactId>top</artifactId><version>${top}</version>
          </dependency></dependencies></dependencyManagement></project>
        """);
    Files.writeString(
        pom,
        """
        <project><modelVersion>4.0.0</modelVersion>
          <parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent>
          <artifactId>child</artifactId>
          <dependencies>
            <dependency><groupId>org.example</groupId><artifactId>top</artifactId>
              <exclusions><exclusion><groupId>*</groupId><artifactId>unwanted</artifactId>
              </exclusion></exclusions></dependency>
            <dependency><groupId>org.example</groupId><artifactId>checked</artifactId>
              <version>1</version><scope>test</scope></dependency>
          </dependencies></project>
        """);

    assertThat(resolver.resolve(pom, "pom.xml", Set.of("compile", "runtime"), Network.USUAL))
        .extracting(Jar::name, Jar::version)
        .containsExactly(tuple("org.example:top", "1"), tuple("org.example:needed", "1"));
    assertThat(resolver.resolve(pom, "pom.xml", Set.of("test"), Network.USUAL))
        .extracting(Jar::name)
        .containsExactly("org.example:checked");
  }

  @Test
  void aPieceOfAPomIsEnoughAndMayNameRepositories() throws Exception {
    Path more = folder.resolve("more");
    TestRepository.artifact(more, "needed", "");
    Path pom = folder.resolve("piece.xml");
    Files.writeString(
        pom,
        PomText.whole(
            "<!-- copied -->\n<repository><id>more</id><url>"
                + more.toUri()
                + "</url></repository>\n"
                + TestRepository.dependency("needed", "")));
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><localRepository>" + local + "</localRepository></settings>");

    assertThat(
            Resolver.withSettings(settings, Map.of())
                .resolve(pom, "of this cell", Set.of("compile"), Network.USUAL))
        .extracting(Jar::name)
        .containsExactly("org.example:needed");
  }

  @Test
  void aPomWithoutVersionsAndAnArtifactThatIsNowhereAreNamed() throws Exception {
    Path pom = folder.resolve("pom.xml");
    Files.writeString(
        pom,
        PomText.whole("<dependency><groupId>g</groupId><artifactId>a</artifactId></dependency>"));
    assertThatThrownBy(() -> resolver.resolve(pom, "pom.xml", Set.of("compile"), Network.USUAL))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("%loadFromPOM pom.xml: ")
        .hasMessageContaining("g:a");

    Files.writeString(pom, PomText.whole(TestRepository.dependency("gone", "")));
    assertThatThrownBy(() -> resolver.resolve(pom, "pom.xml", Set.of("compile"), Network.NONE))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%loadFromPOM --offline: not in the local repository: org.example:gone:jar:1. Run it"
                + " once without --offline.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | | the POM is missing. Give its file, or write it below %%loadFromPOM.
          nowhere/pom.xml | | there is no file HERE/nowhere/pom.xml.
          `` | `\\n<dependency>\\n<groupId>g</group>` | line 4 of this cell is no XML: The element type "groupId" must be terminated by the matching end-tag "</groupId>".
          `` | `\\n<project>\\n</dependency>` | line 4 of this cell is no XML: The element type "project" must be terminated by the matching end-tag "</project>".
          `` | `<!DOCTYPE x SYSTEM "file:///etc/passwd"><dependency/>` | this cell is neither a POM nor elements of one.
          bogus | <dependency/> | 'bogus' is no scope. There are compile, provided, runtime, system, test.
          """)
  void whatCannotBeReadSaysWhatWouldBeRight(String line, String body, String message) {
    String text = body == null ? null : body.replace("\\n", "\n");
    String here = Path.of("").toAbsolutePath().toString();

    assertThatThrownBy(() -> new LoadFromPomMagic(new Loaded(() -> "")).run(call(line, text)))
        .isInstanceOf(UserError.class)
        .hasMessage("%loadFromPOM: " + message.replace("HERE", here));
  }

  // ---- progress -----------------------------------------------------------------------------

  @Test
  void downloadingShowsOneLineThatChangesOnceASecond() {
    AtomicLong now = new AtomicLong();
    Downloads downloads = new Downloads(fake.notebook(), now::get);
    TransferResource jar =
        new TransferResource("mine", "https://repo.example.org/", "g/a/1/a-1.jar", null, null);
    jar.setContentLength(4_000_000);

    progress(downloads, jar, 1_000_000, 1_000_000);
    now.set(1_200_000_000L);
    progress(downloads, jar, 1_000_000, 2_000_000);
    progress(downloads, jar, 1_000_000, 3_000_000);
    now.set(2_300_000_000L);
    progress(downloads, jar, 1_000_000, 4_000_000);
    downloads.transferSucceeded(event(jar, 0, 4_000_000));
    downloads.end();

    assertThat(fake.shown)
        .containsExactly(
            "display Downloading a-1.jar (50 %): 0 files, 2.0 MB in 1.2 s",
            "update Downloading a-1.jar (100 %): 0 files, 4.0 MB in 2.3 s",
            "update Downloaded: 1 file, 4.0 MB in 2.3 s");
  }

  @Test
  void whatIsQuickShowsNothing() {
    Downloads downloads = new Downloads(fake.notebook(), () -> 5);
    downloads.end();
    assertThat(fake.shown).isEmpty();
  }

  private static void progress(Downloads downloads, TransferResource of, int more, long all) {
    downloads.transferProgressed(event(of, more, all));
  }

  private static TransferEvent event(TransferResource of, int more, long all) {
    return new TransferEvent.Builder(new org.eclipse.aether.DefaultRepositorySystemSession(), of)
        .setTransferredBytes(all)
        .setDataBuffer(java.nio.ByteBuffer.allocate(more))
        .build();
  }
}
