/**
 * Logging in notebooks: lines that know their cell.
 *
 * <p>Purpose: {@link dev.culvert.magics.log.Logs}, what {@code %log} does, for programs. Owner
 * thread: none; log calls come from any. May import: the JDK and the API; the package {@code
 * logback} beneath it Logback, too.
 */
package dev.culvert.magics.log;
