package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages as this JDK's own javadoc writes them, and as older ones did. */
class JavadocPagesTest {

  private static final String SHAPES =
      """
      package org.example;

      import java.util.List;
      import java.util.Map;

      /**
       * Shapes with {@code <corners>}, as {@link String} has letters.
       *
       * <p>Second paragraph on {@link Corner}. <script>alert(1)</script>
       * <a href="javascript:alert(2)" onclick="alert(3)">tempting</a>
       * <img src="https://example.org/count.png" onerror="alert(4)">
       *
       * @param <E> what they hold
       * @since 1.4
       */
      public class Shapes<E> {
        /** How many there may be. */
        public static final int MOST = 7;

        /** Of a size. */
        public Shapes(int size) {}

        /** Of nothing. */
        public Shapes() {}

        /** Of one.
         *
         * @param one the only one
         * @return itself
         * @throws IllegalStateException never
         */
        public Shapes<E> of(E one) { return this; }

        /** Of many. */
        @SafeVarargs
        public final Shapes<E> of(E... many) { return this; }

        /** Of numbers. */
        public Shapes<E> of(int[] numbers, Map<String, List<E>> names, Map.Entry<E, E> pair) {
          return this;
        }

        /**
         * Old.
         *
         * @deprecated use another one
         */
        @Deprecated
        public void old() {}

        public void silent() {}

        /** A corner. */
        public static class Corner {
          /** Its angle. */
          public double angle;
        }
      }
      """;

  @TempDir static Path folder;
  private static Path shapes;
  private static Path modular;

  @BeforeAll
  static void writePages() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources/org/example"));
    Path shapesFile = Files.writeString(sources.resolve("Shapes.java"), SHAPES);
    shapes = javadoc("shapes", shapesFile.toString());
    Path module =
        Files.writeString(
            folder.resolve("sources/module-info.java"), "module shapes { exports org.example; }");
    modular = javadoc("modular", module.toString(), shapesFile.toString());
  }

  private static Path javadoc(String name, String... files) throws IOException {
    Path pages = folder.resolve(name + "-pages");
    StringWriter said = new StringWriter();
    String[] options = {"-quiet", "-Xdoclint:none", "--allow-script-in-comments", "-d"};
    int code =
        ToolProvider.findFirst("javadoc")
            .orElseThrow()
            .run(
                new PrintWriter(said),
                new PrintWriter(said),
                Stream.of(Stream.of(options), Stream.of(pages.toString()), Stream.of(files))
                    .flatMap(each -> each)
                    .toArray(String[]::new));
    assertThat(code).as(said.toString()).isZero();
    Map<String, String> entries = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(pages)) {
      for (Path file : all.filter(each -> each.toString().matches(".*(html|-list)")).toList()) {
        entries.put(pages.relativize(file).toString(), Files.readString(file));
      }
    }
    return zip(name, entries);
  }

  /** The jar that the pages stand beside. */
  private static Path zip(String name, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve(name + "-javadoc.jar")))) {
      for (Map.Entry<String, String> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static Optional<String> plain(Path jar, String type, String member, String parameters) {
    List<String> types =
        parameters == null
            ? null
            : parameters.isEmpty() ? List.of() : List.of(parameters.split(" "));
    return JavadocPages.find(List.of(folder.resolve("none.jar"), jar), type, member, types)
        .map(HtmlText::plain)
        .map(text -> text.replaceAll("\\s+", " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Shapes        |        |                   | Shapes with <corners>, as String has letters. Second paragraph on Shapes.Corner.
          Shapes        | MOST   |                   | How many there may be.
          Shapes        | Shapes | int               | Of a size.
          Shapes        | Shapes | ''                | Of nothing.
          Shapes        | of     | E                 | Of one. Parameters: one - the only one Returns: itself Throws: IllegalStateException - never
          Shapes        | of     | E[]               | Of many.
          Shapes        | of     | int[] Map Entry   | Of numbers.
          Shapes        | old    | ''                | Deprecated. use another one Old.
          Shapes.Corner |        |                   | A corner.
          Shapes.Corner | angle  |                   | Its angle.
          """)
  void whatIsSaidOfAClassAndOfItsMembersIsFound(
      String type, String member, String parameters, String text) {
    for (Path jar : List.of(shapes, modular)) {
      assertThat(plain(jar, "org.example." + type, member, parameters))
          .as(jar.toString())
          .hasValueSatisfying(found -> assertThat(found).startsWith(text));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Shapes | silent | ''
          Shapes | of     | int
          Shapes | of     |
          Shapes | gone   | ''
          Gone   |        |
          """)
  void whatNobodyWroteIsNotFound(String type, String member, String parameters) {
    assertThat(plain(shapes, "org.example." + type, member, parameters)).isEmpty();
  }

  @Test
  void nothingOfAPageRunsLoadsOrLeadsToWhatIsNotThere() {
    String html = JavadocPages.find(List.of(shapes), "org.example.Shapes", null, null).orElse("");

    assertThat(html)
        .contains("Second paragraph on <a", "<code>Shapes.Corner</code>", "<a>tempting</a>", "1.4")
        .doesNotContainPattern("href=\"(?!https://docs)")
        .doesNotContainIgnoringCase("script", "alert", "<img", "onclick", "style", "class=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          13 | <section class='description'><hr><pre>class Old</pre><div class='block'>An old one.</div></section> | <section class='detail'><h3><a id='of(java.lang.Object,int[])'>of</a></h3><div class='memberSignature'>of</div><div class='block'>Of two.</div></section>
          11 | <div class='description'><ul class='blockList'><li class='blockList'><hr><pre>class Old</pre><div class='block'>An old one.</div></li></ul></div> | <a id='of(java.lang.Object,int[])'><!-- --></a><ul class='blockList'><li class='blockList'><h4>of</h4><pre>of</pre><div class='block'>Of two.</div></li></ul>
          8  | <div class='description'><ul class='blockList'><li class='blockList'><dl><dt>All:</dt></dl><hr><br><pre>class Old</pre><div class='block'>An old one.</div></li></ul></div> | <a name='of-java.lang.Object-int:A-'><!-- --></a><a name='of-E-int:A-'><!-- --></a><ul class='blockList'><li class='blockList'><h4>of</h4><pre>of</pre><div class='block'>Of two.</div></li></ul>
          7  | <div class='description'><ul class='blockList'><li class='blockList'><pre>class Old</pre><div class='block'>An old one.</div></li></ul></div> | <a name='of(java.lang.Object, int[])'><!-- --></a><a name='of(E, int[])'><!-- --></a><ul class='blockList'><li class='blockList'><h4>of</h4><pre>of</pre><div class='block'>Of two.</div></li></ul>
          """)
  void pagesOfOlderJavasAreUnderstood(String java, String type, String member) throws Exception {
    String page = "<html><body><h2>Class Old</h2>" + type + member + "</body></html>";
    Path jar = zip("old" + java, Map.of("org/example/Old.html", page));

    assertThat(plain(jar, "org.example.Old", null, null)).hasValue("An old one.");
    assertThat(plain(jar, "org.example.Old", "of", "Object int[]")).hasValue("Of two.");
    assertThat(plain(jar, "org.example.Old", "of", "Object")).isEmpty();
  }

  @Test
  void aJarThatIsNoneIsNoError() throws Exception {
    Files.writeString(folder.resolve("broken-javadoc.jar"), "<html>");

    assertThat(plain(folder.resolve("broken.jar"), "org.example.Shapes", null, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <img src=x onerror=alert(1)>text             | text
          <a href="java&#115;cript:alert(1)">a</a>     | <a>a</a>
          <a href="https://example.org/">a</a>         | <a href="https://example.org/">a</a>
          <p style="position:fixed">a</p>              | <p>a</p>
          <b onmouseover=alert(1)>a</b>                | <b>a</b>
          <svg><script>alert(1)</script></svg>a        | a
          <form action="https://example.org"><input>a</form> | a
          a &lt;b&gt; &amp; <code>c</code>             | a &lt;b&gt; &amp; <code>c</code>
          """)
  void commentsOfSourcesAreAsSafe(String comment, String html) {
    assertThat(new JavadocText(comment).html()).isEqualTo(html);
  }
}
