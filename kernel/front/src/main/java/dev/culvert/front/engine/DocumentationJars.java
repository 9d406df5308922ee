package dev.culvert.front.engine;

import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has the sources of dependencies, or their pages, fetched when their documentation is asked for:
 * each jar's once, whatever comes of it, so that a machine off line waits no more than once for it.
 *
 * <p>Safe for several threads. The caller must not hold the engine's lock: cells would wait, too.
 */
final class DocumentationJars {

  private static final int PATIENCE_MILLIS = 1_500; // what comes later is there the next time

  private final Set<Path> asked = new HashSet<>(); // guarded by itself

  /**
   * Fetches those that nobody asked for before.
   *
   * @return whether one of them came in time
   */
  boolean fetch(Collection<Path> jars, Wire worker) {
    List<CompletableFuture<Packet.Reader>> answers = new ArrayList<>();
    for (Path jar : jars) {
      synchronized (asked) {
        if (asked.add(jar)) {
          answers.add(worker.request(FrameType.DOCUMENTATION, new Packet().put(jar.toString())));
        }
      }
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    boolean came = false;
    for (CompletableFuture<Packet.Reader> each : answers) {
      try {
        came |= each.get(end - System.nanoTime(), TimeUnit.NANOSECONDS).readBoolean();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return came;
      } catch (TimeoutException | ExecutionException e) {
        System.getLogger(DocumentationJars.class.getName())
            .log(System.Logger.Level.DEBUG, "documentation that did not come", e);
      }
    }
    return came;
  }
}
