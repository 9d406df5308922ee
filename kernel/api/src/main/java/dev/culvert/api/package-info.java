/**
 * What notebooks, magics and renderers compile against.
 *
 * <p>Purpose: the few types that cross the border between user code and Culvert. Everything here is
 * visible in a cell. Owner thread: none; implementations say which thread they want. May import:
 * the JDK only.
 */
package dev.culvert.api;
