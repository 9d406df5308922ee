/**
 * The command {@code %child}.
 *
 * <p>Private to the magic. Owner thread: the one that runs the command. May import: the JDK, the
 * API, picocli, the child package.
 */
package dev.culvert.magics.child.internal;
