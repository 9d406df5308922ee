/**
 * How {@code %tunnel} works: commands, host keys, key files, the SSH session, the listeners.
 *
 * <p>Private to the magic. Owner threads: commands run on the cell's thread and ask the user there;
 * a listener and each connection through it have daemon threads of their own; nothing here blocks
 * on a thread of the SSH library. May import: the JDK, the API, picocli, MINA SSHD, BouncyCastle.
 */
package dev.culvert.magics.tunnel.internal;
