package dev.culvert.magics.maven.internal;

import java.nio.file.Path;

/**
 * A jar that was found.
 *
 * @param name what it is in any version: group, artifact and, if it has one, classifier
 */
record Jar(String name, String version, Path file) {}
