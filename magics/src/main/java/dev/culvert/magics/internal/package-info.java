/**
 * What all magics share: the bridge to picocli the readers of secrets files and of profiles.
 *
 * <p>Private to the magics. Owner thread: none; a command object belongs to the call it was made
 * for. May import: the JDK, the API, picocli, the parsers of JSON and TOML.
 */
package dev.culvert.magics.internal;
