package dev.culvert.magics.maven.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.culvert.api.UserError;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources as files and addresses, and what javac makes of them. */
class SourcesMagicTest {

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private SourceCompiler.Compiled compile(String classPath, String... written) throws Exception {
    Map<String, String> texts = SourceSet.of(List.of(written)).texts();
    return new SourceCompiler(folder.resolve("classes"), classPath).compile(texts);
  }

  private static Object call(Path classes, String type, String method) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      return loader.loadClass(type).getMethod(method).invoke(null);
    }
  }

  @Test
  void sourcesNameOthersAndDependenciesFromWhereTheyAre() throws Exception {
    file("Main.java", "//SOURCES lib/*.java // all\n//DEPS g:a:1, g:b:2\nclass Main {}");
    file("lib/One.java", "package lib;\n//SOURCES ../Main.java\n//REPOS jitpack\nclass One {}");
    file("lib/Two.java", "package lib;\nclass Two {}");
    file("lib/no.txt", "no source");

    SourceSet all = SourceSet.of(List.of(folder + "/Main.java", folder + "/lib/Two.java"));

    assertThat(all.texts().keySet())
        .containsExactly(folder + "/Main.java", folder + "/lib/One.java", folder + "/lib/Two.java");
    assertThat(all.dependencies()).containsExactly("g:a:1", "g:b:2");
    assertThat(all.repositories()).containsExactly("jitpack");
  }

  @Test
  void anAddressBringsWhatStandsBesideIt() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Map<String, String> served =
        new TreeMap<>(
            Map.of(
                "/a/Main.java", "//SOURCES Side.java\nclass Main {}",
                "/a/Side.java", "class Side {}",
                "/a/Bad.java", "//SOURCES *.java\nclass Bad {}"));
    served.forEach(
        (path, text) ->
            server.createContext(
                path,
                exchange -> {
                  byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                  exchange.sendResponseHeaders(200, bytes.length);
                  exchange.getResponseBody().write(bytes);
                  exchange.close();
                }));
    server.start();
    try {
      String at = "http://127.0.0.1:" + server.getAddress().getPort() + "/a/";
      assertThat(SourceSet.of(List.of(at + "Main.java")).texts().keySet())
          .containsExactly(at + "Main.java", at + "Side.java");
      assertThatThrownBy(() -> SourceSet.of(List.of(at + "Bad.java")))
          .isInstanceOf(UserError.class)
          .hasMessage(
              "//SOURCES *.java in "
                  + at
                  + "Bad.java: nobody can list what is at an address. Name each file.");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void typesWithoutAPackageAreOpenedAndImported() throws Exception {
    file(
        "Main.java",
        """
        ///usr/bin/env jbang "$0" "$@" ; exit $?
        import java.util.function.Supplier;

        class Main {
          int a, b;
          final int c = 1;
          Main(int a) { this.a = a; }
          @Deprecated static int f() { return new Side("x").name().length(); }
          <T> T g(T t) { class Local { int z; } return t; }
          static <T> T h(T t) { return t; }
          static class Nested { int n; }
        }
        enum Color { RED { int n() { return 2; } }; final int k; Color() { k = 1; } int n() { return k; } }
        interface Shape { double area(); class Unit implements Shape { public double area() { return 1; } } }
        @interface Mark { int value() default 1; }
        """);
    file("Side.java", "record Side(String name) { Side { name = name + \"!\"; } }");
    file(
        "user/User.java",
        "package user; public class User { public static int n() { return 7; } }");

    SourceCompiler.Compiled compiled =
        compile("", folder + "/Main.java", folder + "/Side.java", folder + "/user/User.java");

    String own = "sources_" + compiled.folder().getFileName().toString().substring(0, 8);
    assertThat(compiled.imports())
        .containsExactly(
            own + ".Main", own + ".Color", own + ".Shape", own + ".Mark", own + ".Side");
    assertThat(call(compiled.folder(), own + ".Main", "f")).isEqualTo(2);
    assertThat(call(compiled.folder(), "user.User", "n")).isEqualTo(7);
    assertThat(
            Files.readString(
                folder.resolve(
                    "classes/" + compiled.folder().getFileName() + "-sources/user/User.java")))
        .contains("class User");
    assertThat(
            compile("", folder + "/Main.java", folder + "/Side.java", folder + "/user/User.java"))
        .isEqualTo(compiled);
  }

  @Test
  void aChangedSourceWithAPackageIsSaidToStay() throws Exception {
    Path user = file("user/User.java", "package user; public class User {}");
    file("user/Same.java", "package user; public class Same {}");
    SourceCompiler.Compiled first = compile("", folder + "/user/*.java");
    assertThat(first.kept()).isEmpty();
    Files.writeString(user, "package user; public class User { public int n; }");

    SourceCompiler.Compiled second =
        compile("x.jar" + File.pathSeparator + first.folder(), folder + "/user/*.java");

    assertThat(second.folder()).isNotEqualTo(first.folder());
    assertThat(second.kept()).containsExactly("user.User");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Syntax.java | class A { int | CompilationError | {}/Syntax.java:1: reached end of file while parsing",
        "Types.java | class A {\\nint x = \"\"; } | CompilationError | {}/Types.java:2: incompatible types: java.lang.String cannot be converted to int",
        "No.txt | text | ClassPathError | %sources: nothing usable is at '{}/No.txt', seen from HERE.",
      })
  void whatIsWrongWithASourceIsSaid(String name, String text, String error, String message)
      throws Exception {
    String from = file(name, text.replace("\\n", "\n")).toString();
    String here = Path.of("").toAbsolutePath().toString();

    assertThatThrownBy(() -> compile("", from))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.name()).isEqualTo(error))
        .hasMessage(message.replace("{}", folder.toString()).replace("HERE", here));
    assertThat(folder.resolve("classes"))
        .satisfiesAnyOf(
            classes -> assertThat(classes).doesNotExist(),
            classes -> assertThat(classes).isEmptyDirectory());
  }

  @Test
  void whatNobodyUsedForAMonthIsDeletedAndWhatANotebookHasStays() throws Exception {
    Path old = compile("", file("Old.java", "class Old {}").toString()).folder();
    Path used = compile("", file("Used.java", "class Used {}").toString()).folder();
    Path held = compile("", file("Held.java", "class Held {}").toString()).folder();
    FileTime past = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
    for (Path each : List.of(old, used, held)) {
      Files.setLastModifiedTime(each, past);
      Files.setLastModifiedTime(each.resolveSibling(each.getFileName() + "-sources"), past);
    }
    compile("", folder + "/Used.java");

    Path fresh = compile(held.toString(), file("New.java", "class New {}").toString()).folder();

    try (Stream<Path> left = Files.list(folder.resolve("classes"))) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(used, held, fresh)
                  .map(each -> each.getFileName().toString())
                  .flatMap(name -> Stream.of(name, name + "-sources"))
                  .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "g:a:1, g:a:1",
    "g:a:1:osx, g:a:jar:osx:1",
    "g:a:1@zip, g:a:zip:1",
    "g:a:1:osx@zip, g:a:zip:osx:1",
    "g:a:1+, 'g:a:[1,)'",
    "g:a, g:a",
    "https://github.com/a/b, com.github.a:b:main-SNAPSHOT",
  })
  void coordinatesOfJBangAreMavens(String written, String coordinate) {
    Wanted wanted =
        JBangNotation.wanted(List.of("g:b:2@pom", written), List.of(), List.of(), Network.USUAL);

    assertThat(wanted.boms()).containsExactly("g:b:2");
    assertThat(wanted.coordinates()).containsExactly(coordinate);
  }

  @Test
  void repositoriesOfJBangGoByName() {
    assertThat(
            Coordinates.repositories(
                List.of("mavenCentral", "jitpack", "mine=google", "https://repo.example.org/m")))
        .extracting(each -> each.getId() + " " + each.getUrl())
        .containsExactly(
            "jitpack https://jitpack.io/",
            "mine https://maven.google.com/",
            "https-repo.example.org-m https://repo.example.org/m");
  }
}
