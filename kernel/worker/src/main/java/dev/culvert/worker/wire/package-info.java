/**
 * The connection between the front and the worker.
 *
 * <p>Purpose: framed, versioned, multiplexed messages on a Unix socket, never on file descriptors 0
 * to 2. Owner threads: each {@link dev.culvert.worker.wire.Wire} has one reader and one writer
 * thread. May import: the JDK only. The front imports this package, and nothing else, of the
 * worker.
 */
package dev.culvert.worker.wire;
