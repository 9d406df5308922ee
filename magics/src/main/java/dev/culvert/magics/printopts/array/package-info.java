/**
 * Arrays as NumPy prints them.
 *
 * <p>Purpose: text equal to {@code numpy.array2string(a, separator=', ')}, from Java arrays of any
 * depth and a style; it knows no notebook and no stored options. Owner thread: none, what is kept
 * between calls is immutable. May import: the JDK and {@code printopts.number}.
 */
package dev.culvert.magics.printopts.array;
