/**
 * What both ends of ZeroMQ's sockets need beside the sockets.
 *
 * <p>Purpose: one way to wake a thread that polls, and one to hear of failures in the library's own
 * threads, for the kernel and for the client. Owner threads: see each class. May import: the JDK.
 */
package dev.culvert.sockets;
