/**
 * Child JVMs: starting them, seeing all they print, knowing how they ended.
 *
 * <p>Purpose: {@link dev.culvert.magics.child.Fork}, a plain Java library for notebooks and
 * programs. Owner thread: the one that calls; {@link dev.culvert.magics.child.Child} may be used
 * from any thread. May import: the JDK, the helpers that all magics share.
 */
package dev.culvert.magics.child;
