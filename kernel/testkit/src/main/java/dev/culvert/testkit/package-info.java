/**
 * What tests of kernels are written with.
 *
 * <p>Purpose: one DSL over a kernel's messages, a check that nothing leaks, and the programs a test
 * needs. Owner thread: the test's. May import: the JDK, JUnit, AssertJ, {@code
 * dev.culvert.protocol}, {@code dev.culvert.client}.
 */
package dev.culvert.testkit;
