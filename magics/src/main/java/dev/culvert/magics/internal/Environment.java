package dev.culvert.magics.internal;

import dev.culvert.api.Culvert;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.util.Map;

/** The environment variables that hold where a magic is called. */
public final class Environment {

  private Environment() {}

  /** Those of the notebook that this code runs in. */
  public static Map<String, String> here() {
    return Culvert.cell().isPresent() ? of(Culvert.notebook()) : System.getenv();
  }

  /** Those of the notebook, with what {@code %env} changed; elsewhere those of the process. */
  public static Map<String, String> of(Notebook notebook) {
    try {
      return notebook.surroundings().environment();
    } catch (UserError e) { // no notebook of ours keeps any
      return System.getenv();
    }
  }
}
