/**
 * SQL for Java cells: the types a notebook names, and the hooks the database driver finds by class
 * name.
 *
 * <p>Owner thread: a {@link dev.culvert.magics.sql.Database} takes one statement at a time, from
 * any thread. May import: the JDK, the API, DFLib, Connector/J, the tunnel's public types.
 */
package dev.culvert.magics.sql;
