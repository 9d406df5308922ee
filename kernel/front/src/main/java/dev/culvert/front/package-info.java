/**
 * The JVM that speaks Jupyter, compiles cells, and watches over the worker. It never runs user
 * code.
 *
 * <p>Purpose: wiring and the table from message type to handler. Owner threads: {@code cells} runs
 * execute requests one after another; {@code side} answers everything else on shell, so that
 * completion never waits for a cell; {@code control} takes interrupts and shutdown. May import: all
 * packages below it, which do not import it.
 */
package dev.culvert.front;
