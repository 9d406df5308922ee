/**
 * The command {@code %lab}.
 *
 * <p>Private to the magic. Owner thread: the one that runs the command; children and kernels are
 * waited for by threads of one pool, which ends with the call. May import: the JDK, the API,
 * picocli, the child package, Maven's resolver by the maven package, the protocol's client in a JVM
 * of its own.
 */
package dev.culvert.magics.lab.internal;
