/**
 * The command {@code %printopts}.
 *
 * <p>Purpose: the words of a call to the settings of a notebook. Private to the magic. Owner
 * thread: a command object belongs to the call it was made for. May import: the JDK, the API,
 * picocli, {@code magics.internal} and {@code magics.printopts}.
 */
package dev.culvert.magics.printopts.internal;
