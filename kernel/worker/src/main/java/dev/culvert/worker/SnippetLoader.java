package dev.culvert.worker;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes that the front compiled, and finds those of jars that a notebook added.
 *
 * <p>Invariant: a class's bytes are here before anything that names it runs. They stay, as what
 * {@link #getResourceAsStream} gives for the class's file: who forks a JVM sends them along. They
 * are less than what the defined class takes. Filled by the wire's reader, read by any thread.
 */
final class SnippetLoader extends URLClassLoader {

  private static final String BESIDE_LOGBACK = "dev.culvert.magics.log.logback.";
  private static final String CLASS_FILE = ".class";
  private static final String CLASS_PATH = "java.class.path";

  private final Map<String, byte[]> classes = new ConcurrentHashMap<>(); // by class name
  private final Map<String, CellRun> cells = new ConcurrentHashMap<>(); // by class name

  SnippetLoader(ClassLoader parent) {
    super("cells", new URL[0], parent);
  }

  /**
   * @param cell which brings the class; null when it is older than this worker
   */
  void add(String className, byte[] bytes, CellRun cell) {
    classes.put(className, bytes);
    if (cell != null) {
      cells.put(className, cell);
    }
  }

  /** The cell that brought a class; null when none of this worker's did. */
  CellRun cellOf(Class<?> type) {
    return cellOf(type.getName());
  }

  /** The same by name. */
  CellRun cellOf(String className) {
    return cells.get(className);
  }

  /** Programs that start a JVM on {@code java.class.path} mean the notebook's: it grows, too. */
  void addToClassPath(Path entry) {
    try {
      addURL(entry.toUri().toURL());
      System.setProperty(
          CLASS_PATH, System.getProperty(CLASS_PATH, "") + File.pathSeparator + entry);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a class path entry: " + entry, e);
    }
  }

  /**
   * SLF4J looks for its logger beside itself. DFLib brings one without a logger, which would win
   * over the one that a notebook adds together with Logback. Our own classes that extend Logback's
   * must be beside it, too: above here there is none.
   */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean extendsLogback = name.startsWith(BESIDE_LOGBACK);
    boolean ofSlf4j = name.startsWith("org.slf4j.");
    if (!(extendsLogback && findResource("ch/qos/logback/classic/Logger.class") != null)
        && !(ofSlf4j && findResource("org/slf4j/LoggerFactory.class") != null)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        return extendsLogback ? defineFromParent(name) : findClass(name);
      } catch (ClassNotFoundException e) {
        return super.loadClass(name, resolve); // an older API without this class
      }
    }
  }

  private Class<?> defineFromParent(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + CLASS_FILE;
    try (InputStream in = getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes =
        name.endsWith(CLASS_FILE)
            ? classes.get(name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.'))
            : null;
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
