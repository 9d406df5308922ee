package dev.culvert.worker;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes of one block or variable, which nothing keeps but what uses them.
 *
 * <p>Invariant: what it names of other cells is what had that name when it came, as long as it is
 * used: the JVM looks for it late, when it may have been replaced. Any thread may load.
 */
final class DetachedLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> classFiles;
  private final Map<String, DetachedLoader> needed; // by class name
  private volatile CellRun cell;

  /**
   * @param needed who defines the detached classes of other cells that these name
   * @param cell which brings the classes; null when they are older than this worker
   */
  DetachedLoader(
      SnippetLoader parent,
      Map<String, byte[]> classFiles,
      Map<String, DetachedLoader> needed,
      CellRun cell) {
    super(parent);
    this.classFiles = new ConcurrentHashMap<>(classFiles);
    this.needed = new ConcurrentHashMap<>(needed);
    this.cell = cell;
  }

  Set<String> classNames() {
    return classFiles.keySet();
  }

  byte[] classFile(String className) {
    return classFiles.get(className);
  }

  CellRun cell() {
    return cell;
  }

  /** From now on its classes name that class as well. */
  void need(String className, DetachedLoader definer) {
    needed.putIfAbsent(className, definer);
  }

  /** One of its classes has other code now, which that cell brought; null when none runs yet. */
  void redefined(String className, byte[] classFile, CellRun by) {
    classFiles.put(className, classFile);
    cell = by;
  }

  /** One of the classes that this defines; null when it is not loaded. */
  Class<?> loaded(String className) {
    return findLoadedClass(className);
  }

  /** One of the classes that this defines. */
  Class<?> ownClass(String name) {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = classFiles.get(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (classFiles.containsKey(name)) {
      return ownClass(name);
    }
    DetachedLoader definer = needed.get(name);
    return definer == null ? super.loadClass(name, resolve) : definer.ownClass(name);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    if (name.endsWith(".class")) {
      String className = SnippetLoader.classOf(name);
      DetachedLoader definer = classFiles.containsKey(className) ? this : needed.get(className);
      if (definer != null) {
        return new ByteArrayInputStream(definer.classFile(className));
      }
    }
    return super.getResourceAsStream(name);
  }
}
