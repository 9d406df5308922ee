/**
 * The JVM that runs the cells.
 *
 * <p>Purpose: load what the front compiled, run it on the cell's thread, and see that everything it
 * writes, on whichever thread and in whichever child process, leaves by the right cell's pipe or is
 * tagged with the right cell. Owner threads: the wire's reader takes requests; the cell thread runs
 * user code and nothing else does; the pipe maker prepares the next cell's pipes. May import: the
 * api and the JDK; {@code internal} packages are loaded by a loader of their own and may import
 * JNA.
 *
 * <p>Everything in this package is on the class path of cells, so names here are few and stable.
 */
package dev.culvert.worker;
