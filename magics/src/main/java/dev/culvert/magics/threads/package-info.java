/**
 * What the threads of a notebook do.
 *
 * <p>Purpose: what {@code %threads} returns. Owner thread: none, all values are immutable. May
 * import: the JDK, the API.
 */
package dev.culvert.magics.threads;
