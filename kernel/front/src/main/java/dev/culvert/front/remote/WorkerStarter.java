package dev.culvert.front.remote;

import java.io.IOException;

/** Starts workers: the first one, and one for each that died. */
public interface WorkerStarter {
  WorkerProcess start() throws IOException;
}
