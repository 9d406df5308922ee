package dev.culvert.worker;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes that the front compiled, and finds those of jars that a notebook added.
 *
 * <p>Classes that can stand alone are left to a {@link DetachedLoader} each, so that they can be
 * unloaded: the JVM keeps a class as long as its loader, and this one is for good.
 *
 * <p>Invariant: a class's bytes are here before anything that names it runs. They stay as long as
 * the class, as what {@link #getResourceAsStream} gives for its file: who forks a JVM sends them
 * along. They are less than what the defined class takes. Filled by the wire's reader, and by the
 * cell thread, which forgets; read by any thread.
 *
 * <p>Hazard: the JVM itself must not be given this loader to find a detached class by name, as
 * {@code Class.forName} does: it would note it, and keep the class as well.
 */
final class SnippetLoader extends URLClassLoader {

  static {
    registerAsParallelCapable(); // it and detached ones ask each other; one lock for all would hang
  }

  private static final String BESIDE_LOGBACK = "dev.culvert.magics.log.logback.";
  private static final String CLASS_FILE = ".class";
  private static final String CLASS_PATH = "java.class.path";

  // All by class name.
  private final Map<String, byte[]> classes = new ConcurrentHashMap<>(); // its own
  private final Map<String, CellRun> cells = new ConcurrentHashMap<>(); // of its own
  private final Map<String, DetachedLoader> detached = new ConcurrentHashMap<>();
  private final Map<String, DetachedLoader> kept = new ConcurrentHashMap<>(); // needed by its own
  private final Map<String, Past> past = new ConcurrentHashMap<>();

  private final ReferenceQueue<DetachedLoader> gone = new ReferenceQueue<>();

  /** A loader that no code to come uses, under the name of one of its classes. */
  private static final class Past extends WeakReference<DetachedLoader> {

    private final String className;

    Past(String className, DetachedLoader loader, ReferenceQueue<DetachedLoader> gone) {
      super(loader, gone);
      this.className = className;
    }
  }

  SnippetLoader(ClassLoader parent) {
    super("cells", new URL[0], parent);
  }

  /**
   * Adds classes that this loader defines.
   *
   * @param files class files by name
   * @param needs the classes of other cells that they name
   * @param cell which brings the classes; null when they are older than this worker
   */
  void add(Map<String, byte[]> files, Collection<String> needs, CellRun cell) {
    needs.forEach(name -> kept.computeIfAbsent(name, detached::get));
    classes.putAll(files);
    if (cell != null) {
      files.keySet().forEach(name -> cells.put(name, cell));
    }
  }

  /** Adds classes that can do without this loader; likewise. */
  void addDetached(Map<String, byte[]> files, Collection<String> needs, CellRun cell) {
    Map<String, DetachedLoader> needed = new HashMap<>();
    needs.forEach(name -> needed.computeIfAbsent(name, detached::get));
    DetachedLoader loader = new DetachedLoader(this, files, needed, cell);
    files.keySet().forEach(name -> detached.put(name, loader));
  }

  /**
   * Gives classes other code.
   *
   * @param files class files by name; of classes that were added
   * @param needs the classes of other cells that they name now
   * @param cell which brings the code; null when none runs yet
   * @return false when the JVM refuses, as it does when fields or methods came or went; nothing has
   *     changed then
   */
  boolean redefine(
      Map<String, byte[]> files,
      Collection<String> needs,
      CellRun cell,
      Instrumentation instrumentation) {
    files.keySet().forEach(name -> need(name, needs));
    List<ClassDefinition> definitions = new ArrayList<>();
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) { // loaded: so the JVM compares
        definitions.add(new ClassDefinition(loadClass(file.getKey()), file.getValue()));
      }
      instrumentation.redefineClasses(definitions.toArray(ClassDefinition[]::new));
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError e) {
      System.getLogger(SnippetLoader.class.getName())
          .log(System.Logger.Level.DEBUG, "not redefined: {0}", e.toString());
      return false;
    }
    files.forEach((name, file) -> redefined(name, file, cell));
    return true;
  }

  private void need(String className, Collection<String> names) {
    DetachedLoader apart = detached.get(className);
    for (String name : names) {
      DetachedLoader definer = detached.get(name);
      if (definer != null && apart != null) {
        apart.need(name, definer);
      } else if (definer != null) {
        kept.putIfAbsent(name, definer);
      }
    }
  }

  private void redefined(String className, byte[] file, CellRun cell) {
    DetachedLoader apart = detached.get(className);
    if (apart != null) {
      apart.redefined(className, file, cell);
    } else {
      classes.put(className, file);
      if (cell != null) {
        cells.put(className, cell);
      }
    }
  }

  /** An added class that is loaded; null for others. */
  Class<?> loaded(String className) {
    DetachedLoader apart = detached.get(className);
    return apart == null ? findLoadedClass(className) : apart.loaded(className);
  }

  /** No code that is still to come names these classes. */
  void forget(Collection<String> classNames) {
    for (Past each = (Past) gone.poll(); each != null; each = (Past) gone.poll()) {
      past.remove(each.className, each);
    }
    for (String name : classNames) {
      DetachedLoader loader = detached.get(name);
      if (loader != null) {
        for (String each : loader.classNames()) {
          past.put(each, new Past(each, loader, gone)); // it may have threads that run
          detached.remove(each, loader);
        }
      }
    }
  }

  /** The cell that brought a class; null when none of this worker's did. */
  CellRun cellOf(Class<?> type) {
    ClassLoader definer = type.getClassLoader();
    if (definer instanceof DetachedLoader apart && apart.getParent() == this) {
      return apart.cell();
    }
    return definer == this ? cells.get(type.getName()) : null;
  }

  /** The same by name. */
  CellRun cellOf(String className) {
    DetachedLoader apart = detached.get(className);
    if (apart == null && past.containsKey(className)) {
      apart = past.get(className).get();
    }
    return apart == null ? cells.get(className) : apart.cell();
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
    DetachedLoader apart = apart(name);
    if (apart != null) { // else all jars above were searched for it first
      return apart.ownClass(name);
    }
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

  /** Who defines a class in this one's place; null for nobody. */
  private DetachedLoader apart(String className) {
    return kept.getOrDefault(className, detached.get(className));
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    if (name.endsWith(CLASS_FILE)) {
      byte[] bytes = classFile(classOf(name));
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
    return super.getResourceAsStream(name);
  }

  /** The class that a class file is of. */
  static String classOf(String file) {
    return file.substring(0, file.length() - CLASS_FILE.length()).replace('/', '.');
  }

  private byte[] classFile(String className) {
    DetachedLoader apart = apart(className);
    return apart == null ? classes.get(className) : apart.classFile(className);
  }
}
