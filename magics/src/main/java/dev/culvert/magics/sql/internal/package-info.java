/**
 * The {@code %sql} command and what it is made of: connecting, cutting a script into statements,
 * binding variables, reading results, telling errors.
 *
 * <p>Private to the magic. Owner thread: the cell that runs the statement, but for {@link
 * dev.culvert.magics.sql.internal.Cancellation}, which the interrupting thread enters. May import:
 * the JDK, the API, DFLib, Connector/J, picocli.
 */
package dev.culvert.magics.sql.internal;
