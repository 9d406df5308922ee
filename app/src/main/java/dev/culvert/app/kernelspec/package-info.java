/**
 * Kernelspecs: where Jupyter looks for them, and ours among them.
 *
 * <p>Purpose: install, uninstall, list, doctor. Owner thread: main. May import: the JDK, picocli,
 * {@code dev.culvert.app}, {@code dev.culvert.client}.
 */
package dev.culvert.app.kernelspec;
