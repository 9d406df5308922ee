package dev.culvert.worker;

import dev.culvert.api.Surroundings;
import dev.culvert.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Folder and environment of this process, as far as Java lets them change.
 *
 * <p>The folder is really changed, so that relative names work in Java, in native code and in
 * children. Hazard: the JDK remembers where it started, and makes relative names absolute with
 * that; who needs an absolute path has to ask the property {@code user.dir}.
 *
 * <p>Variables are kept here: {@code setenv} is unsafe while other threads read the environment,
 * and the JDK reads it once. Cells and children see them, libraries see those of the start.
 */
final class WorkerSurroundings implements Surroundings {

  private final Worker worker;
  private final Posix posix;
  private final Map<String, String> changed = new HashMap<>(); // null: unset; guarded by itself

  WorkerSurroundings(Worker worker, Posix posix) {
    this.worker = worker;
    this.posix = posix;
  }

  @Override
  public Path folder() {
    return Path.of(System.getProperty("user.dir"));
  }

  @Override
  public void changeFolder(Path folder) {
    Path wanted = folder().resolve(folder).normalize();
    if (!Files.isDirectory(wanted)) {
      throw new UserError(
          "FolderError",
          (Files.exists(wanted) ? "not a folder: " : "no such folder: ")
              + wanted
              + ". The notebook stays in "
              + folder()
              + ".");
    }
    try {
      posix.changeFolder(wanted.toString());
      System.setProperty("user.dir", wanted.toString());
    } catch (IOException e) {
      throw new UserError(
          "FolderError",
          "folder " + wanted + " cannot be entered: permission is missing, or it went away.",
          e);
    }
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>(System.getenv());
    giveTo(all);
    return Collections.unmodifiableMap(all);
  }

  @Override
  public void setVariable(String name, String value) {
    synchronized (changed) {
      changed.put(name, value);
    }
  }

  @Override
  public Process start(ProcessBuilder builder) throws IOException {
    return worker.children().start(builder);
  }

  /** Gives the variables to a program, but for those that its starter has chosen for it. */
  void giveTo(ProcessBuilder builder) {
    boolean none;
    synchronized (changed) {
      none = changed.isEmpty();
    }
    if (!none) { // else it needs no copy
      giveTo(builder.environment());
    }
  }

  private void giveTo(Map<String, String> environment) {
    synchronized (changed) {
      changed.forEach(
          (name, value) -> {
            String inherited = System.getenv(name);
            if (!Objects.equals(environment.get(name), inherited)) {
              return;
            }
            if (value == null) {
              environment.remove(name);
            } else {
              environment.put(name, value);
            }
          });
    }
  }
}
