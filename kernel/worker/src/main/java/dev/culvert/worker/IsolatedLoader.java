package dev.culvert.worker;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * Holds what cells must not see: the libraries behind the magics, and the magics' own {@code
 * internal} packages, which use them.
 *
 * <p>Invariant: a class of Culvert in an {@code internal} package is defined here, although its jar
 * is on the parent's class path too; every other class comes from the parent where it is there. So
 * a {@code Tunnel} that a magic returns is the {@code Tunnel} that a cell names.
 *
 * <p>The signatures of jars are not checked: who could change one of these jars could change this
 * class. Checking BouncyCastle's cost the first tunnel half a second. Any threads may load classes,
 * several at once.
 */
final class IsolatedLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** A jar, open as long as the loader is. */
  private record Jar(URL url, JarFile file) {}

  private final Queue<Path> unopened; // guarded by jars
  private final List<Jar> jars = new ArrayList<>(); // in the class path's order; guarded by itself

  IsolatedLoader(String name, List<Path> classPath, ClassLoader parent) {
    super(name, classPath.stream().map(IsolatedLoader::toUrl).toArray(URL[]::new), parent);
    this.unopened = new ArrayDeque<>(classPath);
  }

  private static URL toUrl(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a class path entry: " + entry, e);
    }
  }

  private static boolean isInternal(String className) {
    return className.startsWith("dev.culvert.") && className.contains(".internal.");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isInternal(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try {
      Jar jar = jarWith(file);
      return jar == null ? super.findClass(name) : define(name, jar, file); // else from a folder
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private Jar jarWith(String file) throws IOException {
    synchronized (jars) {
      for (Jar jar : jars) {
        if (jar.file.getEntry(file) != null) {
          return jar;
        }
      }
      while (!unopened.isEmpty()) {
        Path entry = unopened.remove();
        if (Files.isRegularFile(entry)) {
          Jar jar = new Jar(toUrl(entry), open(entry));
          jars.add(jar);
          if (jar.file.getEntry(file) != null) {
            return jar;
          }
        }
      }
      return null;
    }
  }

  private static JarFile open(Path jar) throws IOException {
    boolean checkingSignatures = false;
    return new JarFile(jar.toFile(), checkingSignatures, ZipFile.OPEN_READ, Runtime.version());
  }

  private Class<?> define(String name, Jar jar, String file) throws IOException {
    byte[] bytes;
    try (InputStream in = jar.file.getInputStream(jar.file.getEntry(file))) {
      bytes = in.readAllBytes();
    }
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, new CodeSource(jar.url, (CodeSigner[]) null));
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot < 0 || getDefinedPackage(className.substring(0, dot)) != null) {
      return;
    }
    try {
      definePackage(className.substring(0, dot), null, null, null, null, null, null, null);
    } catch (IllegalArgumentException e) {
      return; // another thread did
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (jars) {
      for (Jar jar : jars) {
        jar.file.close();
      }
    }
    super.close();
  }
}
