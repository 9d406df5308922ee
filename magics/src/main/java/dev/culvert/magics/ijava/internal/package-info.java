/**
 * The two directions of the IJava adapter: its registries served by our magics, our {@link
 * dev.culvert.api.Notebook} served by its kernel.
 *
 * <p>Private to the adapter. Owner thread: IJava's one cell thread. May import: the JDK, the API,
 * IJava.
 */
package dev.culvert.magics.ijava.internal;
