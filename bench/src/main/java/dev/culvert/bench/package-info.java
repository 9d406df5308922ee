/**
 * {@code ./culvert bench}: Culvert beside other kernels, in one run, through one client.
 *
 * <p>Purpose: figures as ratios, since machines differ. A kernel that loses output fails the bench.
 * Owner thread: the command's. May import: the client and the app's kernel command. Never part of
 * the tests.
 */
package dev.culvert.bench;
