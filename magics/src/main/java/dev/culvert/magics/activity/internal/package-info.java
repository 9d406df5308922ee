/**
 * {@code %threads}, {@code %ps} and {@code %kill}: what cells have running.
 *
 * <p>Purpose: the commands, on {@link dev.culvert.api.Activity}. A new subcommand of {@code
 * %threads} is a class beside {@code ThreadsCommand} that {@code ThreadsMagic.command} adds; it
 * gets the notebook as the others do. Owner thread: the cell that calls. May import: the api and
 * what all magics share.
 */
package dev.culvert.magics.activity.internal;
