/**
 * Tunnels as cells and Java code see them.
 *
 * <p>Purpose: the types of {@code var t = %tunnel open ...}. Owner thread: none, everything here
 * may be used from any thread. May import: the JDK and the API; no SSH library, for cells compile
 * against this package.
 */
package dev.culvert.magics.tunnel;
