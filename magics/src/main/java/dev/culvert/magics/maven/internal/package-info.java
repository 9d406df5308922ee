/**
 * The commands {@code %maven}, {@code %sources}, {@code %jars} and {@code %classpath}: more classes
 * for a notebook.
 *
 * <p>Private to the magics. Owner thread: the one that runs the command. May import: the JDK, the
 * API, picocli, MIMA and Maven Resolver.
 */
package dev.culvert.magics.maven.internal;
