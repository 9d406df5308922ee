/**
 * Culvert's magics in a running IJava 1.3.0.
 *
 * <p>Purpose: {@link dev.culvert.magics.ijava.CulvertMagics}, which a notebook cell or IJava's
 * start-up script calls. Owner thread: IJava's one cell thread. May import: the JDK, the API,
 * IJava.
 */
package dev.culvert.magics.ijava;
