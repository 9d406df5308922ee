/**
 * The Jupyter messaging protocol as data: messages, their bytes on the wire, connection files.
 *
 * <p>Purpose: one codec for the kernel and for the client that runs notebooks. Owner thread: none,
 * everything is immutable, but a {@link dev.culvert.protocol.MessageCodec} belongs to one thread at
 * a time. May import: the JDK, the JSON library and, for large messages, JNA. Source of the shapes:
 * "Messaging in Jupyter", protocol 5.5.
 */
package dev.culvert.protocol;
