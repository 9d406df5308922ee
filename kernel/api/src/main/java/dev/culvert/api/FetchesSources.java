package dev.culvert.api;

import java.nio.file.Path;

/** A {@link Magic} that can find the sources of jars it put on the class path. */
public interface FetchesSources {

  /**
   * Puts {@code x-sources.jar} beside {@code x.jar}, for documentation. Called on a thread that is
   * no cell's; may take as long as a download.
   *
   * @return whether it is there now; what cannot be had is no error
   */
  boolean fetchSources(Path jar);
}
