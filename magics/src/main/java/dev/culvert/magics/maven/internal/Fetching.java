package dev.culvert.magics.maven.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Resolves for a notebook: with its environment, showing how far it has come. */
final class Fetching {

  private Fetching() {}

  static List<Jar> in(Notebook notebook, Function<Resolver, List<Jar>> resolve) {
    Downloads downloads = new Downloads(notebook, System::nanoTime);
    try {
      return resolve.apply(Resolver.ofUser(environment(notebook)).telling(downloads));
    } finally {
      downloads.end();
    }
  }

  private static Map<String, String> environment(Notebook notebook) {
    try {
      return notebook.surroundings().environment();
    } catch (UserError e) { // no notebook of ours: the process's is meant
      return System.getenv();
    }
  }
}
