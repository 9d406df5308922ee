package dev.culvert.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told apart is tested in the built kernel; here, how classes come out of jars. */
class IsolatedLoaderTest {

  private static final String MULTI_RELEASE = "Manifest-Version: 1.0\nMulti-Release: true\n\n";

  @TempDir Path folder;

  @Test
  void classesComeFromJarsWhereverTheyLie() throws Exception {
    Path jar = folder.resolve("a folder é").resolve("lib.jar");
    jar(jar, Map.of("lib/Said.class", said("plain")));

    try (IsolatedLoader loader = loader(jar)) {
      Class<?> type = loader.loadClass("lib.Said");

      assertThat(type.getDeclaredConstructor().newInstance()).hasToString("plain");
      assertThat(type.getPackage().getName()).isEqualTo("lib");
      assertThat(type.getProtectionDomain().getCodeSource().getLocation())
          .isEqualTo(jar.toUri().toURL());
      assertThat(loader.getResource("lib/Said.class")).isNotNull();
    }
  }

  @Test
  void theFirstJarOfTheClassPathCountsAndInItTheOneForThisJava() throws Exception {
    Path first = folder.resolve("first.jar");
    jar(
        first,
        Map.of(
            "META-INF/MANIFEST.MF", MULTI_RELEASE.getBytes(StandardCharsets.UTF_8),
            "lib/Said.class", said("old"),
            "META-INF/versions/17/lib/Said.class", said("new")));
    Path second = folder.resolve("second.jar");
    jar(second, Map.of("lib/Said.class", said("second")));

    try (IsolatedLoader loader = loader(folder.resolve("missing.jar"), first, second)) {
      assertThat(loader.loadClass("lib.Said").getDeclaredConstructor().newInstance())
          .hasToString("new");
    }
  }

  @Test
  void classesComeFromFoldersToo() throws Exception {
    Files.createDirectories(folder.resolve("lib"));
    Files.write(folder.resolve("lib/Said.class"), said("folder"));

    try (IsolatedLoader loader = loader(folder)) {
      assertThat(loader.loadClass("lib.Said").getDeclaredConstructor().newInstance())
          .hasToString("folder");
      assertThatThrownBy(() -> loader.loadClass("lib.Other"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  private static IsolatedLoader loader(Path... classPath) {
    return new IsolatedLoader(
        "test", List.of(classPath), IsolatedLoaderTest.class.getClassLoader());
  }

  private static void jar(Path jar, Map<String, byte[]> files) throws Exception {
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        entries.putNextEntry(new JarEntry(file.getKey()));
        entries.write(file.getValue());
      }
    }
  }

  /** A class whose instances say a word. */
  private byte[] said(String word) throws Exception {
    String source =
        "package lib; public class Said { public String toString() { return \"%s\"; } }"
            .formatted(word);
    Path out = Files.createTempDirectory(folder, "classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    SimpleJavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///lib/Said.java"), SimpleJavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return source;
          }
        };
    List<String> options = List.of("-d", out.toString());
    assertThat(compiler.getTask(null, null, null, options, null, List.of(file)).call()).isTrue();
    return Files.readAllBytes(out.resolve("lib/Said.class"));
  }
}
