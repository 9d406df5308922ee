/**
 * {@code %output}: what became of cells' output.
 *
 * <p>Purpose: the command, on {@link dev.culvert.api.Outputs}. Owner thread: the cell that calls.
 * May import: the api and what all magics share.
 */
package dev.culvert.magics.output.internal;
