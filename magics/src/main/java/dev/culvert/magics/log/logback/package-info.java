/**
 * What is added to a Logback that a notebook uses.
 *
 * <p>Logback is the notebook's, in the version it chose: the cells' class loader defines these
 * classes beside it, and where there is none they are never loaded. Owner thread: none; log calls
 * come from any. May import: the JDK, the API, Logback, SLF4J, the package above.
 */
package dev.culvert.magics.log.logback;
