/**
 * From a cell's pipes to its stream messages.
 *
 * <p>Purpose: bytes in, text in the right cell out, in order and in few messages. Owner threads:
 * each pipe has one reader; a {@link dev.culvert.front.output.CellOutput} is safe from all. May
 * import: the protocol, and the worker's wire for its marks. Knows neither ZeroMQ nor JShell.
 */
package dev.culvert.front.output;
