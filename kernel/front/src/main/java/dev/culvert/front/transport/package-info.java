/**
 * The five sockets of a kernel.
 *
 * <p>Purpose: bytes to messages and back. Owner thread: one, {@code sockets}, owns all of them and
 * the codec; everybody else queues. May import: the protocol and JeroMQ.
 */
package dev.culvert.front.transport;
