/**
 * The five sockets of a kernel.
 *
 * <p>Purpose: messages in and out. Owner thread: one, {@code sockets}, owns all of them and the
 * codec; everybody else queues. May import: the protocol and ZMTP.
 */
package dev.culvert.front.transport;
