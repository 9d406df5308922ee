/**
 * The lab: programs that show where output is lost, run for real.
 *
 * <p>Purpose: what {@code %lab fork} returns. Owner thread: none, all values are immutable. May
 * import: the JDK, the API.
 */
package dev.culvert.magics.lab;
