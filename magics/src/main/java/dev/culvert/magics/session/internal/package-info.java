/**
 * {@code %who}, {@code %history}, {@code %reset}, {@code %restart}: what the notebook has declared
 * and run.
 *
 * <p>Purpose: the commands; the session belongs to the notebook. Owner thread: the cell that calls.
 * May import: the api and what all magics share.
 */
package dev.culvert.magics.session.internal;
