package dev.culvert.magics.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a task in a child came to: a value, or what it threw in words.
 *
 * @param value null when it returned nothing or threw
 * @param problem null when it did not throw
 */
record Outcome(Object value, String problem) {

  static final String FILE = "outcome";

  /** Without a value: the child wrote none. */
  static final Outcome NONE = new Outcome(null, null);

  void write(Path folder) throws IOException {
    Path unfinished = folder.resolve(FILE + ".part");
    try (OutputStream file = Files.newOutputStream(unfinished);
        ObjectOutputStream out = new ObjectOutputStream(file)) {
      out.writeObject(problem);
      out.writeObject(value);
    }
    Files.move(unfinished, folder.resolve(FILE)); // a child that is killed meanwhile leaves none
  }

  /** Reads what a child left; {@link #NONE} when it left nothing. */
  static Outcome read(Path folder, ClassLoader loader) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return NONE;
    }
    try (InputStream in = Files.newInputStream(file);
        ObjectInputStream objects = new Objects(in, loader)) {
      String problem = (String) objects.readObject();
      return new Outcome(objects.readObject(), problem);
    } catch (IOException | ClassNotFoundException e) {
      return new Outcome(null, "its result cannot be read: " + e.getMessage());
    }
  }

  private static final class Objects extends ObjectInputStream {

    private final ClassLoader loader;

    Objects(InputStream in, ClassLoader loader) throws IOException {
      super(in);
      this.loader = loader;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // a primitive type
      }
    }
  }
}
