package dev.culvert.magics.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs the task of a {@link Parcel}, in the child.
 *
 * <p>What the task throws is printed as Java prints it, less the frames of this class, and ends the
 * JVM as a main method's does: with code 1, after the last thread that is no daemon.
 */
final class TaskMain {

  private static final int THREW = 1;

  private TaskMain() {}

  /**
   * @param args the parcel's folder, then the program's own
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Object task = unpack(folder);
    Thread.setDefaultUncaughtExceptionHandler(TaskMain::print);
    Object value;
    try {
      value = run(task, Arrays.copyOfRange(args, 1, args.length));
    } catch (Throwable thrown) { // whatever it is, the parent is told
      new Outcome(null, thrown.toString()).write(folder);
      throw thrown;
    }
    try {
      new Outcome(value, null).write(folder);
    } catch (NotSerializableException e) {
      String problem = "its result cannot come back: " + e.getMessage() + " is not Serializable";
      new Outcome(null, problem).write(folder);
      System.err.println(problem);
      System.exit(THREW);
    }
  }

  private static Object unpack(Path folder) throws IOException, ReflectiveOperationException {
    try (InputStream file = Files.newInputStream(folder.resolve(Parcel.TASK));
        ObjectInputStream in = new ObjectInputStream(file)) {
      int variables = in.readInt();
      for (int i = 0; i < variables; i++) {
        Class<?> owner = Class.forName((String) in.readObject());
        Field field = owner.getDeclaredField((String) in.readObject());
        field.setAccessible(true);
        field.set(null, in.readObject());
      }
      return in.readObject();
    }
  }

  private static Object run(Object task, String[] args) throws Exception {
    if (task instanceof Fork.Job job) {
      job.run();
      return null;
    } else if (task instanceof Fork.Call<?> call) {
      return call.call();
    }
    try {
      var main = Class.forName((String) task).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      return main.invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : error(e.getCause());
    }
  }

  private static RuntimeException error(Throwable thrown) {
    throw (Error) thrown;
  }

  private static void print(Thread thread, Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    int own = 0;
    while (own < stack.length && !stack[own].getClassName().equals(TaskMain.class.getName())) {
      own++;
    }
    while (own > 0 && stack[own - 1].getClassName().contains("reflect")) {
      own--;
    }
    thrown.setStackTrace(Arrays.copyOf(stack, own));
    System.err.print("Exception in thread \"" + thread.getName() + "\" ");
    thrown.printStackTrace();
  }
}
