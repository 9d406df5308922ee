/**
 * {@code %time} and {@code %timeit}: how long code takes.
 *
 * <p>Purpose: the commands, which are given their code as a {@link java.util.concurrent.Callable}
 * that the front compiled with the cell. Owner thread: the cell that calls. May import: the api and
 * what all magics share.
 */
package dev.culvert.magics.timing.internal;
