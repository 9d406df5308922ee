/**
 * {@code %wait}: waits for something outside the notebook.
 *
 * <p>Purpose: the commands, and the loop that looks again and again. Owner thread: the cell that
 * calls. May import: the api, what all magics share, and the public door of {@code %sql}.
 */
package dev.culvert.magics.waiting.internal;
