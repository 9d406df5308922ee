/**
 * Servers that need nothing but a JDK, for the demo and the tests.
 *
 * <p>Purpose: real servers on loopback, started and ended by the code that needs them. Owner
 * thread: whoever opens one closes it. May import: the JDK, MINA SSHD, BouncyCastle.
 */
package dev.culvert.embedded;
