/**
 * How values of the JDK's own types are shown: images, addresses, tables, exceptions.
 *
 * <p>Purpose: renderers, found by the service loader. Owner thread: whoever displays. May import:
 * the JDK and the api.
 */
package dev.culvert.magics.display;
