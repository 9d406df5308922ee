/**
 * What all magics share: the bridge to picocli and the reader of secrets files.
 *
 * <p>Private to the magics. Owner thread: none; a command object belongs to the call it was made
 * for. May import: the JDK, the API, picocli, the JSON parser.
 */
package dev.culvert.magics.internal;
