package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values are shown in a notebook. */
@ExtendWith(LeakCheck.OfClass.class) // class paths hold jars until the kernel ends
@Timeout(180)
class DisplayInCulvertTest {

  private static TestKernel kernel;

  @TempDir static Path folder;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
    kernel.execute("record Book(String title, int price) {} enum Size { S, L }").ok();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static String data(Cell cell, String type) {
    Map<?, ?> data = (Map<?, ?>) cell.of("execute_result").get(0).content().get("data");
    return String.valueOf(data.get(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new Book(\"A & B\", 9) | Book[title=A & B, price=9]",
        "Size.L | L",
        "Optional.of(new Book(\"A\", 1)) | Optional[Book[title=A, price=1]]",
        "Optional.empty() | Optional.empty",
        "new int[][] {{1, 2}, {3, 4}} | [[1, 2],\\n [3, 4]]",
        "new String[] {\"a\", null} | ['a', None]",
        "IntStream.range(0, 3) | [0, 1, 2]",
        "Path.of(\"a\", \"b\") | a/b",
        "new java.util.LinkedHashMap<>(Map.of(1, \"one\")) | {1=one}",
        "new IllegalStateException(\"no\", new java.io.IOException(\"disk\"))"
            + " | java.lang.IllegalStateException: no\\nCaused by: java.io.IOException: disk",
        "new byte[] {1, 2} | [1, 2]",
        "new Object() { public String toString() { return \"own\"; } } | own",
        "URI.create(\"mailto:a@b.c\") | mailto:a@b.c",
      })
  void valuesHaveAText(String code, String text) {
    kernel.execute(code).result(text.replace("\\n", "\n")).ok();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "List.of(new Book(\"A & B\", 9), new Book(\"C\", 1)) | <table><thead><tr><th>title</th>"
            + "<th>price</th></tr></thead><tbody><tr><td>A &amp; B</td><td>9</td></tr><tr><td>C</td>"
            + "<td>1</td></tr></tbody></table>",
        "Map.of(\"<k>\", Optional.of(1)) | <table><tbody><tr><th>&lt;k&gt;</th><td>Optional[1]</td>"
            + "</tr></tbody></table>",
        "new URL(\"https://example.org/?a=1&b=2\") | <a href=\"https://example.org/?a=1&amp;b=2\">"
            + "https://example.org/?a=1&amp;b=2</a>",
      })
  void tablesAndLinksAreHtml(String code, String html) {
    kernel.execute(code).result("text/html", html).ok();
  }

  @Test
  void imagesAreShownAsImages() throws Exception {
    Cell drawn =
        kernel
            .execute(
                "var image = new java.awt.image.BufferedImage(3, 2,"
                    + " java.awt.image.BufferedImage.TYPE_INT_RGB); image")
            .result("image of 3 x 2 pixels")
            .ok();
    byte[] file = Base64.getDecoder().decode(data(drawn, "image/png"));
    assertThat(ByteBuffer.wrap(file).getInt(16)).as("width in the header").isEqualTo(3);
    Cell bytes =
        kernel.execute(
            "var file = new ByteArrayOutputStream(); javax.imageio.ImageIO.write(image, \"jpg\","
                + " file); file.toByteArray()");
    assertThat(bytes.value()).matches("image/jpeg, \\d+ bytes");
    assertThat(data(bytes, "image/jpeg")).startsWith("/9j/");
    bytes.ok();
  }

  @Test
  void aNotebookChoosesHowATypeIsShown() {
    kernel
        .execute(
            "record Money(int cents) {}\n"
                + "addRenderer(Money.class, m -> dev.culvert.api.MimeBundle.of(\"text/html\","
                + " \"<b>\" + m.cents() / 100.0 + \"</b>\"));")
        .ok();
    Cell shown = kernel.execute("new Money(250)").result("Money[cents=250]").ok();
    assertThat(data(shown, "text/html")).isEqualTo("<b>2.5</b>");
    kernel.execute("addRenderer(Money.class, m -> dev.culvert.api.MimeBundle.text(\"new\"));").ok();
    kernel.execute("new Money(1)").result("new").ok();
  }

  @Test
  void aRendererInAJarIsFound() throws Exception {
    Path jar = folder.resolve("shown.jar");
    buildJar(jar);
    kernel.execute("1.5f").result("1.5").ok();
    kernel.execute("%jars " + jar).result("[" + jar + "]").ok();
    kernel.execute("new StringBuffer(\"x\").getClass()").result("class of StringBuffer").ok();
    kernel.execute("new double[] {0.5}").result("[0.5]").ok();
  }

  private static void buildJar(Path jar) throws Exception {
    Path source = Files.createDirectories(folder.resolve("shown")).resolve("ClassRenderer.java");
    Files.writeString(
        source,
        "package shown; import dev.culvert.api.*; import java.util.Optional;"
            + " public class ClassRenderer implements Renderer {"
            + " public Optional<MimeBundle> render(Object value) {"
            + " return value instanceof Class<?> c"
            + " ? Optional.of(MimeBundle.text(\"class of \" + c.getSimpleName()))"
            + " : Optional.empty(); } }");
    Path api = Shell.root().resolve("app/target/culvert/kernel/user/culvert-api.jar");
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  new StringWriter(),
                  files,
                  null,
                  List.of("-cp", api.toString(), "-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).isTrue();
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/dev.culvert.api.Renderer"));
      out.write("shown.ClassRenderer\n".getBytes());
      out.putNextEntry(new JarEntry("shown/ClassRenderer.class"));
      out.write(Files.readAllBytes(folder.resolve("shown/ClassRenderer.class")));
    }
  }
}
