/**
 * {@code %load}: code from a file or an address, put into the cell that asks for it.
 *
 * <p>Purpose: reading, and making cells of scripts, sources and notebooks. Owner thread: the cell
 * that calls. May import: the api, what all magics share, the JSON parser.
 */
package dev.culvert.magics.load.internal;
