/**
 * The worker as the front sees it: a process to start, watch and replace, and JShell's remote side.
 *
 * <p>Purpose: hide a worker's death from JShell, which would close for good. Owner threads: the
 * wire's reader delivers what the worker tells; the cells thread asks. May import: the worker's
 * wire, output, ASM.
 */
package dev.culvert.front.remote;
