/**
 * {@code ./culvert demo}.
 *
 * <p>Purpose: servers that need nothing but a JDK, and the one notebook that uses them; it is run
 * as {@code ./culvert run} runs any. Owner thread: the command's. May import: the embedded servers
 * and the rest of the app.
 */
package dev.culvert.app.demo;
