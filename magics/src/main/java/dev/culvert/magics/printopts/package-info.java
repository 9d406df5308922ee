/**
 * Print options and what obeys them: arrays, frames and series.
 *
 * <p>Purpose: {@link dev.culvert.magics.printopts.PrintOptions} is what cells call; the renderers
 * are what the kernel finds. Owner thread: any; settings change by swapping one immutable map. May
 * import: the JDK, {@code dev.culvert.api}, DFLib and the packages below this one except {@code
 * internal}.
 */
package dev.culvert.magics.printopts;
