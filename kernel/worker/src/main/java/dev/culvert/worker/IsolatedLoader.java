package dev.culvert.worker;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Holds what cells must not see: the libraries behind the magics, and the magics' own {@code
 * internal} packages, which use them.
 *
 * <p>Invariant: a class of Culvert in an {@code internal} package is defined here, although its jar
 * is on the parent's class path too; every other class comes from the parent where it is there. So
 * a {@code Tunnel} that a magic returns is the {@code Tunnel} that a cell names.
 */
final class IsolatedLoader extends URLClassLoader {

  IsolatedLoader(String name, URL[] jars, ClassLoader parent) {
    super(name, jars, parent);
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
}
