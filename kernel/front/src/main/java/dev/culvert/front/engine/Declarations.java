package dev.culvert.front.engine;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/**
 * How code outside of JShell names what was declared in it. Guarded by the engine's lock, as every
 * use of JShell; keeps nothing, because a redefinition moves more than it names.
 */
final class Declarations {

  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  private final JShell shell;
  private final Supplier<SourceCodeAnalysis> analysis;
  private final DefaultImports defaults;

  Declarations(JShell shell, Supplier<SourceCodeAnalysis> analysis, DefaultImports defaults) {
    this.shell = shell;
    this.analysis = analysis;
    this.defaults = defaults;
  }

  /**
   * The imports that code needs: those of the notebook, and of its declarations those that the code
   * may mean.
   *
   * @return in one line; empty when the code may mean a declaration that lacks something, of which
   *     JShell alone knows what to say
   */
  Optional<String> importsFor(String code) {
    if (code.contains("\\u")) {
      return Optional.empty(); // a name may be written in escapes
    }
    Set<String> names = namesIn(code);
    StringBuilder imports = new StringBuilder(defaults.leftFor(names));
    for (Snippet snippet : (Iterable<Snippet>) shell.snippets()::iterator) {
      if (!shell.status(snippet).isDefined()) {
        continue;
      }
      if (snippet instanceof ImportSnippet imported) {
        String declaration = (imported.isStatic() ? "static " : "") + imported.fullname();
        if (DefaultImports.mayBeMeant(declaration, names)) {
          imports.append("import ").append(declaration).append("; ");
        }
      } else if (snippet instanceof PersistentSnippet named && names.contains(named.name())) {
        if (shell.status(snippet) != Snippet.Status.VALID) {
          return Optional.empty();
        }
        imports.append("import static ").append(analysis.get().wrapper(snippet).fullClassName());
        imports.append('.').append(named.name()).append("; ");
      }
    }
    return Optional.of(imports.toString());
  }

  private static Set<String> namesIn(String code) {
    Set<String> names = new HashSet<>();
    Matcher matcher = NAME.matcher(code);
    while (matcher.find()) {
      if (!SourceVersion.isKeyword(matcher.group())) {
        names.add(matcher.group());
      }
    }
    return names;
  }
}
