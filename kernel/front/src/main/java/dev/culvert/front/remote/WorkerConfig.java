package dev.culvert.front.remote;

import java.nio.file.Path;
import java.util.List;

/**
 * How workers are started.
 *
 * @param java the java command
 * @param jvmOptions options of the JVM, before ours
 * @param classPath what cells see
 * @param nativeCalls what the worker's own native calls need; few jars, since each is opened at
 *     start
 * @param isolated what magics see besides
 * @param archive class-data archive of the worker; used when it is there
 */
public record WorkerConfig(
    Path java,
    List<String> jvmOptions,
    List<Path> classPath,
    List<Path> nativeCalls,
    List<Path> isolated,
    Path archive) {

  /** Whether a worker's end takes seconds, for it writes what later ones start from. */
  boolean writesArchive() {
    return jvmOptions.stream()
        .anyMatch(
            option ->
                option.startsWith("-XX:ArchiveClassesAtExit=")
                    || option.startsWith("-XX:AOTCacheOutput="));
  }
}
