package dev.culvert.worker;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes that the front compiled, and finds those of jars that a notebook added.
 *
 * <p>Invariant: a class's bytes are here before anything that names it runs; they are dropped when
 * the class is defined. Filled by the wire's reader, read by any thread.
 */
final class SnippetLoader extends URLClassLoader {

  private final Map<String, byte[]> pending = new ConcurrentHashMap<>();
  private final Map<String, CellRun> cells = new ConcurrentHashMap<>(); // by class name

  SnippetLoader(ClassLoader parent) {
    super("cells", new URL[0], parent);
  }

  /**
   * @param cell which brings the class; null when it is older than this worker
   */
  void add(String className, byte[] bytes, CellRun cell) {
    pending.put(className, bytes);
    if (cell != null) {
      cells.put(className, cell);
    }
  }

  /** The cell that brought a class; null when none of this worker's did. */
  CellRun cellOf(Class<?> type) {
    return cells.get(type.getName());
  }

  void addToClassPath(Path entry) {
    try {
      addURL(entry.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a class path entry: " + entry, e);
    }
  }

  /**
   * SLF4J looks for its logger beside itself. DFLib brings one without a logger, which would win
   * over the one that a notebook adds together with Logback.
   */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.slf4j.") || findResource("org/slf4j/LoggerFactory.class") == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        return findClass(name);
      } catch (ClassNotFoundException e) {
        return super.loadClass(name, resolve); // an older API without this class
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = pending.remove(name);
    return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
  }
}
