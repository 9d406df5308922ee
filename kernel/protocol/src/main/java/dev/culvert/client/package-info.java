/**
 * A client for any Jupyter kernel: starts it, talks to it, ends it.
 *
 * <p>Purpose: what runs notebooks and what tests kernels, without Python. Owner threads: one thread
 * owns all sockets of a client, one runs its handlers, one asks for input; callers' threads only
 * wait. May import: the JDK, the JSON library, {@code dev.culvert.protocol}, {@code
 * dev.culvert.zmtp}.
 */
package dev.culvert.client;
