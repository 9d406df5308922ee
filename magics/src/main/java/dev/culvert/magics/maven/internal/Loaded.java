package dev.culvert.magics.maven.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The artifacts that a notebook has on its class path.
 *
 * <p>Invariant: one version of each. A class path cannot take back a jar, and two versions in one
 * loader give errors far from their cause; so the first stays, and the user is told.
 *
 * <p>Safe for several threads.
 */
final class Loaded {

  private final Map<String, String> versions = new LinkedHashMap<>();

  /**
   * What is new.
   *
   * @param files the jars to add
   * @param kept one line for each jar left out because another version is there
   */
  record Added(List<Path> files, List<String> kept) {}

  synchronized Added add(List<Jar> jars) {
    List<Path> files = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (Jar jar : jars) {
      String known = versions.putIfAbsent(jar.name(), jar.version());
      if (known == null) {
        files.add(jar.file());
      } else if (!known.equals(jar.version())) {
        kept.add(
            jar.name()
                + ": "
                + known
                + " is on the class path already, so "
                + jar.version()
                + " was not added. Restart the kernel to change it.");
      }
    }
    return new Added(files, kept);
  }
}
