package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.Origin;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java sources with those that they name by {@code //SOURCES}, each once, and what all of them need
 * by {@code //DEPS} and {@code //REPOS}. Names in a file are seen from where that file is.
 */
final class SourceSet {

  private static final Pattern DIRECTIVE =
      Pattern.compile("(?m)^//(SOURCES|DEPS|REPOS)[ \\t]+(\\S.*)$");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,;]+");
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Map<String, String> texts = new LinkedHashMap<>(); // by file or address
  private final List<String> dependencies = new ArrayList<>();
  private final List<String> repositories = new ArrayList<>();

  private SourceSet() {}

  /**
   * Reads all.
   *
   * @param written files, patterns and addresses as the user wrote them
   * @throws UserError if one of them cannot be had
   */
  static SourceSet of(List<String> written) throws InterruptedException {
    SourceSet all = new SourceSet();
    for (String each : written) {
      if (Origin.isAddress(each)) {
        all.address(each);
      } else {
        all.files(each);
      }
    }
    return all;
  }

  private void files(String pattern) throws InterruptedException {
    List<Path> found =
        Globs.find("%sources", List.of(pattern), path -> path.toString().endsWith(".java"));
    for (Path file : found) {
      if (!texts.containsKey(file.toString())) {
        add(file.toString());
      }
    }
  }

  private void address(String address) throws InterruptedException {
    if (!texts.containsKey(address)) {
      add(address);
    }
  }

  private void add(String from) throws InterruptedException {
    String text = Origin.read(from);
    texts.put(from, text);
    Matcher directive = DIRECTIVE.matcher(text);
    while (directive.find()) {
      for (String value : values(directive.group(2))) {
        switch (directive.group(1)) {
          case "DEPS" -> dependencies.add(value);
          case "REPOS" -> repositories.add(value);
          default -> sourceBeside(from, value);
        }
      }
    }
  }

  private static String[] values(String text) {
    int comment = text.indexOf(" //");
    return SEPARATOR.split((comment < 0 ? text : text.substring(0, comment)).strip());
  }

  private void sourceBeside(String from, String written) throws InterruptedException {
    if (Origin.isAddress(written)) {
      address(written);
    } else if (!Origin.isAddress(from)) {
      files(Path.of(from).resolveSibling(HomePath.expand(written)).toString());
    } else if (GLOB.matcher(written).find()) {
      throw new UserError(
          "ClassPathError",
          "//SOURCES "
              + written
              + " in "
              + from
              + ": nobody can list what is at an address. Name each file.");
    } else {
      address(URI.create(from).resolve(written).toString());
    }
  }

  /** By the file or address they come from, in the order in which they were named. */
  Map<String, String> texts() {
    return texts;
  }

  /** As {@code //DEPS} has them. */
  List<String> dependencies() {
    return dependencies;
  }

  /** As {@code //REPOS} has them. */
  List<String> repositories() {
    return repositories;
  }
}
