/**
 * The one front door, {@code ./culvert}.
 *
 * <p>Purpose: commands for people, each a thin class over plain helpers. Owner thread: main. May
 * import: everything of Culvert, picocli. Nothing may import it.
 */
package dev.culvert.app;
