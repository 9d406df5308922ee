/**
 * {@code %env}, {@code %pwd}, {@code %cd}, {@code %%writefile}, {@code %%bash}, {@code %%sh}: what
 * a notebook has in common with a shell.
 *
 * <p>Purpose: the commands; folder and variables belong to the notebook. Owner thread: the cell
 * that calls. May import: the api and what all magics share.
 */
package dev.culvert.magics.shell.internal;
