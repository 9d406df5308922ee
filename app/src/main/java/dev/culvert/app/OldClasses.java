package dev.culvert.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Class files from before Java 6, as those of ASM: they have no stack maps, so a class-data archive
 * leaves them out, and all of ours that extend one. Every start then opens their jars, parses them
 * and verifies them: a thirtieth of its processor time.
 */
final class OldClasses {

  private static final int MAJOR_AT = 7; // its low byte, in a class file
  private static final int FIRST_WITH_STACK_MAPS = Opcodes.V1_6 & 0xffff;

  private OldClasses() {}

  /**
   * Gives the classes in a folder's jars stack maps, and the version of Java 8. Jars without old
   * classes stay as they are.
   */
  static void renew(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
      entries.forEach(jars::add);
    }
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    try (URLClassLoader classes = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      for (Path jar : jars) {
        if (hasOld(jar)) {
          renew(jar, classes);
        }
      }
    }
  }

  private static boolean hasOld(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = file.getInputStream(entry)) {
            if (isOld(in.readNBytes(MAJOR_AT + 1))) {
              return true;
            }
          }
        }
      }
      return false;
    }
  }

  private static boolean isOld(byte[] classFile) {
    return classFile.length > MAJOR_AT && classFile[MAJOR_AT] < FIRST_WITH_STACK_MAPS;
  }

  private static void renew(Path jar, ClassLoader classes) throws IOException {
    Path renewed = jar.resolveSibling(jar.getFileName() + ".new");
    try {
      try (JarFile from = new JarFile(jar.toFile());
          OutputStream file = Files.newOutputStream(renewed);
          JarOutputStream to = new JarOutputStream(file)) {
        for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
          copy(from, entry, to, classes);
        }
      }
      Files.move(renewed, jar, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(renewed);
    }
  }

  private static void copy(JarFile from, JarEntry entry, JarOutputStream to, ClassLoader classes)
      throws IOException {
    byte[] content;
    try (InputStream in = from.getInputStream(entry)) {
      content = in.readAllBytes();
    }
    JarEntry copy = new JarEntry(entry.getName());
    copy.setTime(entry.getTime());
    to.putNextEntry(copy);
    boolean old = entry.getName().endsWith(".class") && isOld(content);
    to.write(old ? withStackMaps(content, classes) : content);
    to.closeEntry();
  }

  private static byte[] withStackMaps(byte[] classFile, ClassLoader classes) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return classes;
          }
        };
    ClassVisitor renewing =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
          }
        };
    new ClassReader(classFile).accept(renewing, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
