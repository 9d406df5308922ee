/**
 * Frames and series as pandas prints them.
 *
 * <p>Purpose: text equal to {@code repr(df)} and an HTML table of the same content as the
 * notebook's, from DFLib's frames and a style; it knows no notebook and no stored options. Owner
 * thread: none, what is kept between calls is immutable. May import: the JDK, DFLib and {@code
 * printopts.number}.
 */
package dev.culvert.magics.printopts.table;
