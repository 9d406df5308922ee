/**
 * From a cell's text to its effects: JShell's compile side.
 *
 * <p>Purpose: cut cells into Java and magics, evaluate, complete, explain errors in the cell's own
 * lines. Owner thread: the cells thread evaluates, the side thread completes; one lock keeps them
 * apart. May import: remote, output, the api's models, JShell.
 */
package dev.culvert.front.engine;
