/**
 * ZMTP 3.1, the protocol of ZeroMQ's sockets, as far as Jupyter's clients and kernels speak it.
 *
 * <p>Purpose: messages of several frames over TCP and Unix sockets, on one thread and without a
 * copy of large frames. Source: ZeroMQ RFC 37 (rfc.zeromq.org/spec/37) and, for what sockets do
 * with messages, RFC 28 and 29. Security mechanism NULL alone: Jupyter signs its messages itself.
 * Owner thread: whoever calls {@link dev.culvert.zmtp.Reactor#poll}; all but {@link
 * dev.culvert.zmtp.Reactor#wakeup} belongs to it. May import: the JDK.
 */
package dev.culvert.zmtp;
