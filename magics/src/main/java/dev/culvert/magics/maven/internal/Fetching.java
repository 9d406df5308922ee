package dev.culvert.magics.maven.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.Environment;
import java.util.List;
import java.util.function.Function;

/** Resolves for a notebook: with its environment, showing how far it has come. */
final class Fetching {

  private Fetching() {}

  static List<Jar> in(Notebook notebook, Function<Resolver, List<Jar>> resolve) {
    Downloads downloads = new Downloads(notebook, System::nanoTime);
    try {
      return resolve.apply(Resolver.ofUser(Environment.of(notebook)).telling(downloads));
    } finally {
      downloads.end();
    }
  }
}
