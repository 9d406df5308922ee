/**
 * The commands {@code %threads dump} and {@code %threads deadlock}.
 *
 * <p>Private to the magic. Owner thread: the one that runs the command. May import: the JDK, the
 * API, picocli, the JSON parser, the threads package.
 */
package dev.culvert.magics.threads.internal;
