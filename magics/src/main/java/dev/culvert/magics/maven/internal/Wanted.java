package dev.culvert.magics.maven.internal;

import java.util.List;

/**
 * What to resolve, as the user wrote it.
 *
 * @param coordinates as {@code g:a:v}, {@code g:a:type:v}, {@code g:a:type:classifier:v}, or {@code
 *     g:a} when a BOM knows the version
 * @param boms coordinates of POMs whose managed versions count
 * @param exclusions as {@code g:a}; {@code *} stands for any group or artifact
 * @param repositories asked after those of the settings, as {@code url} or {@code id=url}
 * @param network how far to go for them
 */
record Wanted(
    List<String> coordinates,
    List<String> boms,
    List<String> exclusions,
    List<String> repositories,
    Network network) {

  /** Coordinates and nothing else. */
  static Wanted of(String... coordinates) {
    return new Wanted(List.of(coordinates), List.of(), List.of(), List.of(), Network.USUAL);
  }
}
