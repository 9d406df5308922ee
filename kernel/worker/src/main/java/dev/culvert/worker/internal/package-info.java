/**
 * The worker's native calls.
 *
 * <p>Purpose: {@link dev.culvert.worker.Posix} on JNA. Owner thread: none. May import: JNA and the
 * worker. Loaded by a class loader of its own: cells do not see JNA.
 */
package dev.culvert.worker.internal;
