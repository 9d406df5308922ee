package dev.culvert.magics.maven.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links behind {@code //DEPS}; the first six are the examples of JBang's documentation. */
class GitLinkTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://github.com/jbangdev/jbang | com.github.jbangdev:jbang:main-SNAPSHOT
          https://github.com/jbangdev/jbang/tree/v1.2.3 | com.github.jbangdev:jbang:v1.2.3
          https://github.com/jbangdev/jbang/tree/f1f34b031d2163e0cdc6f9a3725b59f47129c923 | com.github.jbangdev:jbang:f1f34b031d
          https://github.com/jbangdev/jbang#mymodule | com.github.jbangdev.jbang:mymodule:main-SNAPSHOT
          https://github.com/jbangdev/jbang/tree/mybranch#:SNAPSHOT | com.github.jbangdev:jbang:mybranch-SNAPSHOT
          https://github.com/jbangdev/jbang/tree/mybranch#mymodule:SNAPSHOT | com.github.jbangdev.jbang:mymodule:mybranch-SNAPSHOT
          https://github.com/jbangdev/jbang/ | com.github.jbangdev:jbang:main-SNAPSHOT
          https://github.com/jbangdev/jbang.git | com.github.jbangdev:jbang:main-SNAPSHOT
          https://www.github.com/jbangdev/jbang.docs | com.github.jbangdev:jbang.docs:main-SNAPSHOT
          http://GitHub.com/jbangdev/jbang/tree/master | com.github.jbangdev:jbang:master-SNAPSHOT
          https://github.com/jbangdev/jbang/tree/main#core | com.github.jbangdev.jbang:core:main-SNAPSHOT
          https://github.com/jbangdev/jbang/tree/v1/core | com.github.jbangdev.jbang:core:v1
          https://github.com/jbangdev/jbang/releases/tag/v1.2.3 | com.github.jbangdev:jbang:v1.2.3
          https://github.com/jbangdev/jbang/releases/tag/v1.2.3#core | com.github.jbangdev.jbang:core:v1.2.3
          https://github.com/jbangdev/jbang/commit/f1f34b031d2163e0cdc6f9a3725b59f47129c923 | com.github.jbangdev:jbang:f1f34b031d
          https://github.com/jbangdev/jbang/commit/f1f34b031d | com.github.jbangdev:jbang:f1f34b031d
          https://gitlab.com/user/project | com.gitlab.user:project:main-SNAPSHOT
          https://gitlab.com/user/project/-/tree/v2 | com.gitlab.user:project:v2
          https://gitlab.com/user/project/-/tags/v2 | com.gitlab.user:project:v2
          https://gitlab.com/user/project/-/releases/v2 | com.gitlab.user:project:v2
          https://gitlab.com/user/project/-/commit/f1f34b031d2163e0cdc6f9a3725b59f47129c923 | com.gitlab.user:project:f1f34b031d
          https://bitbucket.org/user/project | org.bitbucket.user:project:main-SNAPSHOT
          https://bitbucket.org/user/project/src/v2/ | org.bitbucket.user:project:v2
          https://bitbucket.org/user/project/commits/f1f34b031d2163e0cdc6f9a3725b59f47129c923 | org.bitbucket.user:project:f1f34b031d
          """)
  void aLinkIsACoordinateOfJitPack(String link, String coordinate) {
    Wanted wanted = JBangNotation.wanted(List.of(link), List.of(), List.of(), Network.USUAL);

    assertThat(wanted.coordinates()).containsExactly(coordinate);
    assertThat(wanted.repositories()).containsExactly("jitpack");
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/jbangdev",
    "https://github.com/jbangdev/jbang/blob/main/README.md",
    "https://github.com/jbangdev/jbang/issues/1",
    "https://example.org/jbangdev/jbang",
    "https://ana:s3cret@github.com/jbangdev/jbang",
    "https://github.com.example.org/jbangdev/jbang",
  })
  void anotherLinkSaysWhatWouldBeRight(String link) {
    assertThatThrownBy(
            () -> JBangNotation.wanted(List.of(link), List.of(), List.of(), Network.USUAL))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "%maven: '"
                + link
                + "' is no link to a project. Give a project of github.com, gitlab.com or"
                + " bitbucket.org, a tag or a commit of it, as"
                + " https://github.com/USER/PROJECT/tree/v1.0.");
  }

  @Test
  void repositoriesOfTheUserAreAskedFirstAndJitPackOnlyForLinks() {
    assertThat(
            JBangNotation.wanted(
                    List.of("https://github.com/a/b", "https://github.com/a/c"),
                    List.of(),
                    List.of("mine=https://repo.example.org/m"),
                    Network.USUAL)
                .repositories())
        .containsExactly("mine=https://repo.example.org/m", "jitpack");
    assertThat(
            JBangNotation.wanted(List.of("g:a:1"), List.of(), List.of(), Network.USUAL)
                .repositories())
        .isEmpty();
  }

  @Test
  void whatALinkNamesIsResolvedAsAnyArtifact() throws Exception {
    Path remote = folder.resolve("remote");
    Path home = Files.createDirectories(remote.resolve("com/github/ana/tools/v1.0"));
    Files.writeString(
        home.resolve("tools-v1.0.pom"),
        """
        <project><modelVersion>4.0.0</modelVersion>
          <groupId>com.github.ana</groupId><artifactId>tools</artifactId><version>v1.0</version>
        </project>
        """);
    TestRepository.jar(home.resolve("tools-v1.0.jar"), "content.txt", "");
    Path local = folder.resolve("local");

    assertThat(
            Resolver.withSettings(TestRepository.settings(folder, remote, local), Map.of())
                .resolve(
                    JBangNotation.wanted(
                        List.of("https://github.com/ana/tools/releases/tag/v1.0"),
                        List.of(),
                        List.of(),
                        Network.USUAL)))
        .extracting(Jar::file)
        .containsExactly(local.resolve("com/github/ana/tools/v1.0/tools-v1.0.jar"));
  }
}
