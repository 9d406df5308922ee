/**
 * Runs notebooks without Python.
 *
 * <p>Purpose: the nbformat 4 file, its execution in a kernel, and a page made of it. Owner threads:
 * main runs the cells; outputs arrive on the client's event thread and are guarded by their
 * notebook. May import: the JDK, picocli, the JSON library, CommonMark, {@code dev.culvert.app},
 * {@code dev.culvert.client}, {@code dev.culvert.protocol}.
 */
package dev.culvert.app.notebook;
