package dev.culvert.api;

import java.nio.file.Path;

/** A {@link Magic} that can find the documentation of jars it put on the class path. */
public interface FetchesDocumentation {

  /**
   * Puts {@code x-sources.jar} beside {@code x.jar} or, where that has no Java or nobody has it,
   * {@code x-javadoc.jar}. Called on a thread that is no cell's; may take as long as a download.
   *
   * @return whether one of them is there now; what cannot be had is no error
   */
  boolean fetchDocumentation(Path jar);
}
