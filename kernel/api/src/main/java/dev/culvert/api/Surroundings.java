package dev.culvert.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the programs that a notebook starts find around them: a folder and environment variables.
 * Safe from any thread; a change holds for what is started afterwards.
 */
public interface Surroundings {

  /** Where relative names of files start; absolute. */
  Path folder();

  /**
   * Changes the folder.
   *
   * @param folder seen from the present one when it is relative
   * @throws UserError named {@code FolderError} when it cannot be entered
   */
  void changeFolder(Path folder);

  /** The environment variables, sorted by name. */
  Map<String, String> environment();

  /**
   * Sets an environment variable.
   *
   * @param value null for none
   */
  void setVariable(String name, String value);

  /**
   * Starts a program of the calling thread's cell with these variables, in this folder.
   *
   * @param builder of which only these variables are changed
   */
  Process start(ProcessBuilder builder) throws IOException;
}
