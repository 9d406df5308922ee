/**
 * Numbers as decimal text.
 *
 * <p>Purpose: the digits that NumPy and Python would print for a number, and nothing about arrays
 * or tables. Owner thread: none, everything is immutable. May import: the JDK only.
 */
package dev.culvert.magics.printopts.number;
