package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.CommandModel;
import dev.culvert.worker.wire.Begin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {

  private static final MagicCatalog CATALOG =
      new MagicCatalog(
          List.of("maven", "sources", "timed"), name -> command(name, name.equals("timed")));

  private static CommandModel command(String name, boolean runsCell) {
    return new CommandModel(
        name,
        "",
        "",
        "void",
        false,
        runsCell,
        CommandModel.Argument.COORDINATE,
        Map.of(),
        List.of(),
        List.of());
  }

  private static CellSource cut(String text) throws CellException {
    return CellCutter.cut(text, () -> CATALOG, name -> false);
  }

  private static List<String> mavenWords(String text) throws CellException {
    return cut(text).magics().stream()
        .filter(magic -> magic.name().equals("maven"))
        .map(Begin.Magic::args)
        .reduce((one, two) -> List.of("more than one call"))
        .orElse(List.of());
  }

  @Test
  void allDirectivesOfACellAreOneCallInTheirOrder() throws CellException {
    String cell =
        """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        // what it needs
        //DEPS g:a:1 g:b:2 // both
        //REPOS mine=https://repo.example.org/maven
        import java.util.List;
          //DEPS g:bom:3@pom, g:c
        1 + 1
        """;

    assertThat(mavenWords(cell))
        .containsExactly(
            "--jbang",
            "--repo",
            "mine=https://repo.example.org/maven",
            "g:a:1",
            "g:b:2",
            "g:bom:3@pom",
            "g:c");
  }

  @Test
  void sourcesAreOneCallBehindThatOfTheDependencies() throws CellException {
    CellSource source = cut("//SOURCES A.java, util/*.java\n//DEPS g:a:1\n//SOURCES b/**.java\n1");

    assertThat(source.magics()).extracting(Begin.Magic::name).containsExactly("maven", "sources");
    assertThat(source.magics().get(1).args()).containsExactly("A.java", "util/*.java", "b/**.java");
    assertThat(source.java().lines()).hasSize(4);
  }

  @Test
  void theCallStandsOnItsOwnLineAndLinesStayWhatTheyWere() throws CellException {
    String java = cut("// first\n//DEPS g:a:1\nint x = 1;\n").java();

    assertThat(java.lines().toList()).hasSize(3);
    assertThat(java.lines().toList().get(0)).isEqualTo("// first");
    assertThat(java.lines().toList().get(1))
        .startsWith("dev.culvert.worker.Agent.magic(0, ")
        .endsWith(";//DEPS g:a:1");
    assertThat(java.lines().toList().get(2)).isEqualTo("int x = 1;");
  }

  @Test
  void aCellMagicThatRunsJavaMayHaveThem() throws CellException {
    assertThat(mavenWords("%%timed\n//DEPS g:a:1\nint x = 1;")).containsExactly("--jbang", "g:a:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int x = 1; //DEPS g:a:1",
        "String s = \"\"\"\n//DEPS g:a:1\n\"\"\";",
        "/*\n//DEPS g:a:1\n*/ int x = 1;",
        "// DEPS g:a:1",
        "//DEPS",
        "//SOURCES",
        "// SOURCES A.java",
        "//DEPSX g:a:1",
        "//REPOS https://repo.example.org/maven"
      })
  void whatOnlyLooksLikeADependencyIsNone(String text) throws CellException {
    CellSource source = cut(text);

    assertThat(source.magics()).isEmpty();
    assertThat(source.java()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17+", "11+", "17 // or newer"})
  void aJavaThatFitsIsNoError(String version) throws CellException {
    assertThat(cut("//JAVA " + version.replace("17 ", Runtime.version().feature() + " ")).magics())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          //JAVA 99+              | JavaVersionError | //JAVA 99+: this notebook runs on Java JAVA. Choose a kernel on that Java, or install one: culvert install --java HOME.
          //JAVA 11               | JavaVersionError | //JAVA 11: this notebook runs on Java JAVA. Choose a kernel on that Java, or install one: culvert install --java HOME.
          //JAVA latest           | UsageError | //JAVA latest: give a version as 17, or 17+ for that one and newer.
          'int x;\n//SOURCES A.java' | UsageError | //SOURCES has to stand above the cell's first line of Java, which else runs without it.
          'int x;\n//DEPS g:a:1' | UsageError | //DEPS has to stand above the cell's first line of Java, which else runs without it.
          """)
  void whatCannotBeGivenIsExplained(String text, String ename, String message) {
    String expected = message.replace("JAVA.", Runtime.version().feature() + ".");

    assertThatThrownBy(() -> cut(text.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            CellException.class,
            e -> {
              assertThat(e.error().name()).isEqualTo(ename);
              assertThat(e.error().message()).isEqualTo(expected);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          //PREVIEW                               | true
          '1 + 1\n  //PREVIEW \nint x;'           | true
          //PREVIEW // for patterns               | true
          //PREVIEWS                              | false
          // PREVIEW                              | false
          1 + 1 //PREVIEW                         | false
          'var s = \"\"\"\n//PREVIEW\n\"\"\";'     | false
          '/*\n//PREVIEW\n*/'                     | false
          """)
  void previewIsAskedForByACommentOfItsOwn(String text, boolean asked) {
    assertThat(Directives.askForPreview(text.replace("\\n", "\n"))).isEqualTo(asked);
  }
}
