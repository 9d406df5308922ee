package dev.culvert.magics.child;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a child needs to run code that is in no jar: a class that a cell declared, or a lambda.
 *
 * <p>Classes without a file of their own are sent as bytes, which their loader must give as a
 * resource: loaders of notebooks do. Classes of jars are found on the child's class path. The
 * variables of the notebook that the code names go along with the values they have at the start;
 * what the child does to them stays in the child.
 *
 * <p>Invariant: it is made anew for each start, so the child has the values of that moment.
 */
final class Parcel {

  /** JShell's class around what a cell declares: its static fields are the notebook's variables. */
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$B?\\d+[A-Z]*");

  static final String TASK = "task";

  private final Map<String, byte[]> classes = new LinkedHashMap<>();
  private final Set<ClassFile.Field> fields = new LinkedHashSet<>();
  private final Set<Path> jars = new LinkedHashSet<>();
  private final Map<String, Class<?>> seen = new LinkedHashMap<>(); // by name

  /**
   * @param root a class with a main method, or the class of a lambda or another task
   */
  Parcel(Class<?> root) {
    collect(root);
    for (ClassLoader each = root.getClassLoader(); each != null; each = each.getParent()) {
      if (each instanceof URLClassLoader urls) {
        Arrays.stream(urls.getURLs()).forEach(this::addJar);
      }
    }
    add(Parcel.class);
  }

  /** Collects a class and all that it names. */
  private void collect(Class<?> first) {
    Deque<Class<?>> open = new ArrayDeque<>();
    if (seen.putIfAbsent(first.getName(), first) == null) {
      open.push(first);
    }
    while (!open.isEmpty()) {
      Class<?> type = open.pop();
      for (String name : add(type).classes()) {
        Class<?> named = find(name, type.getClassLoader());
        if (named != null && seen.putIfAbsent(name, named) == null) {
          open.push(named);
        }
      }
    }
  }

  private ClassFile add(Class<?> type) {
    ClassFile none = new ClassFile(Set.of(), Set.of());
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null && addJar(source.getLocation())) {
      return none; // its jar is a whole
    }
    byte[] bytes = bytes(type);
    if (bytes == null) {
      return none; // of the JDK
    }
    classes.put(type.getName(), bytes);
    ClassFile file = ClassFile.read(bytes);
    fields.addAll(file.fields());
    return file;
  }

  private boolean addJar(URL location) {
    try {
      URI uri = location == null ? null : location.toURI();
      return uri != null && "file".equals(uri.getScheme()) && (jars.add(Path.of(uri)) || true);
    } catch (URISyntaxException e) {
      return false; // then it is no file
    }
  }

  /** A class as another one names it: each class of a cell may have a loader of its own. */
  private static Class<?> find(String name, ClassLoader loader) {
    if (loader == null || name.startsWith("java.") || name.startsWith("javax.")) {
      return null;
    }
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException | LinkageError e) {
      return null; // a text that looks like a name
    }
  }

  private static byte[] bytes(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = loader == null ? null : loader.getResourceAsStream(file)) {
      if (in == null && loader != null && loader != ClassLoader.getPlatformClassLoader()) {
        throw new IllegalArgumentException(
            type.getName()
                + " cannot be sent to a child: its class loader does not give its bytes");
      }
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalArgumentException(type.getName() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Jars and folders that the child's class path must have. */
  List<Path> jars() {
    return List.copyOf(jars);
  }

  /**
   * Writes the classes and the task into a folder, which is then the first of the class path.
   *
   * @param task a {@link Fork.Job}, a {@link Fork.Call}, or the name of a class with a main method
   */
  void write(Path folder, Serializable task) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(TASK));
        ObjectOutputStream out = new Collecting(file)) {
      List<Variable> variables = variables();
      out.writeInt(variables.size());
      for (Variable variable : variables) {
        out.writeObject(variable.owner());
        out.writeObject(variable.name());
        write(out, variable.value(), "variable " + variable.name());
      }
      write(out, task, "task");
    }
    for (Map.Entry<String, byte[]> each : classes.entrySet()) {
      Path file = folder.resolve(each.getKey().replace('.', File.separatorChar) + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
  }

  /** Collects the classes of all objects it writes: code need not name them. */
  private final class Collecting extends ObjectOutputStream {

    Collecting(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    protected void annotateClass(Class<?> type) {
      if (type.getClassLoader() != null && !type.isHidden()) {
        collect(type);
      }
    }
  }

  private record Variable(String owner, String name, Object value) {}

  private List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    for (ClassFile.Field each : fields) {
      Class<?> owner =
          WRAPPER.matcher(each.owner()).matches() && classes.containsKey(each.owner())
              ? seen.get(each.owner())
              : null;
      if (owner != null) {
        addVariable(owner, each.name(), variables);
      }
    }
    return variables;
  }

  private static void addVariable(Class<?> owner, String name, List<Variable> variables) {
    try {
      Field field = owner.getDeclaredField(name);
      if (Modifier.isStatic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers())) {
        field.setAccessible(true);
        variables.add(new Variable(owner.getName(), name, field.get(null)));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("variable " + name + " cannot be read: " + e, e);
    }
  }

  private static void write(ObjectOutputStream out, Object value, String what) throws IOException {
    try {
      out.writeObject(value);
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " cannot go to the child: "
              + Names.shown(e.getMessage())
              + " is not Serializable. Let the class implement java.io.Serializable, or make the"
              + " object within the task",
          e);
    }
  }
}
