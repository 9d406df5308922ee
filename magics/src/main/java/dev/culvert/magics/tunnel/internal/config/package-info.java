/**
 * OpenSSH's client configuration: its files, its matching of hosts, its tokens.
 *
 * <p>Purpose: the values {@code ssh -G} would print for a host, with the place each one comes from.
 * Private to the tunnel magic. Owner thread: none; everything here is a value or is used by one
 * thread. May import: the JDK and the API.
 */
package dev.culvert.magics.tunnel.internal.config;
