package dev.culvert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** Old class files, which no archive holds, become newer ones that do the same. */
class OldClassesTest {

  private static final int JAVA_8 = 52;

  @TempDir Path folder;

  @Test
  void classesOfAnOldJarAreVerifiedByTheirStackMapsAndWork() throws Exception {
    Path jar = folder.resolve("asm.jar");
    Files.copy(asm(), jar);
    Map<String, byte[]> before = entries(jar);

    OldClasses.renew(folder);

    Map<String, byte[]> after = entries(jar);
    assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
    after.forEach(
        (name, content) -> {
          if (name.endsWith(".class") && !name.equals("module-info.class")) {
            assertThat(content[7]).as(name).isGreaterThanOrEqualTo((byte) JAVA_8);
          } else {
            assertThat(content).as(name).isEqualTo(before.get(name));
          }
        });
    assertThat(readsItself(jar)).isEqualTo("org/objectweb/asm/ClassReader");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(jar);
    }
  }

  /** Every class of the renewed jar is verified, and used to read itself. */
  private static String readsItself(Path jar) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (String name : entries(jar).keySet()) {
        if (name.endsWith(".class") && !name.equals("module-info.class")) {
          Class.forName(name.replace(".class", "").replace('/', '.'), true, loader);
        }
      }
      Class<?> reader = loader.loadClass(ClassReader.class.getName());
      assertThat(reader.getClassLoader()).isSameAs(loader);
      try (InputStream itself = loader.getResourceAsStream("org/objectweb/asm/ClassReader.class")) {
        Object reading = reader.getConstructor(InputStream.class).newInstance(itself);
        return (String) reader.getMethod("getClassName").invoke(reading);
      }
    }
  }

  @Test
  void aJarWithoutOldClassesStaysTheFileThatItWas() throws Exception {
    Path jar = folder.resolve("new.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("OldClasses.class"));
      try (InputStream own = OldClasses.class.getResourceAsStream("OldClasses.class")) {
        own.transferTo(out);
      }
    }
    Object before = Files.readAttributes(jar, "*").get("fileKey");

    OldClasses.renew(folder);

    assertThat(Files.readAttributes(jar, "*").get("fileKey")).isEqualTo(before);
  }

  private static Path asm() throws Exception {
    return Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Map<String, byte[]> entries(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        try (InputStream in = file.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }
}
