/**
 * The command {@code %log}.
 *
 * <p>Private to the magic. Owner thread: the one that runs the command. May import: the JDK, the
 * API, picocli, the log package.
 */
package dev.culvert.magics.log.internal;
