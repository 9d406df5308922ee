package dev.culvert.front.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * What the notebook has declared, to be listed and to be forgotten. Guarded by the engine's lock.
 */
final class Inventory {

  private static final Map<String, String> EMPTY =
      Map.of(
          "boolean", "false", "char", "0", "byte", "0", "short", "0", "int", "0", "long", "0",
          "float", "0", "double", "0");

  private final JShell shell;
  private final Supplier<SourceCodeAnalysis> analysis;

  Inventory(JShell shell, Supplier<SourceCodeAnalysis> analysis) {
    this.shell = shell;
    this.analysis = analysis;
  }

  /** Kind, name, text, source and, of variables and types, the class that holds them. */
  List<Map<String, String>> declarations() {
    List<Map<String, String>> all = new ArrayList<>();
    for (Snippet snippet : own()) {
      if (shell.status(snippet).isDefined()) {
        describe(snippet).ifPresent(all::add);
      }
    }
    return all;
  }

  private List<Snippet> own() {
    return shell
        .snippets()
        .filter(
            snippet ->
                !(snippet instanceof ImportSnippet imported)
                    || !DefaultImports.isDefault(nameOf(imported)))
        .toList();
  }

  private static String nameOf(ImportSnippet imported) {
    return (imported.isStatic() ? "static " : "") + imported.fullname();
  }

  private Optional<Map<String, String>> describe(Snippet snippet) {
    if (snippet instanceof VarSnippet variable) {
      return held(
          "VARIABLE", variable.name(), variable.typeName() + " " + variable.name(), snippet);
    } else if (snippet instanceof MethodSnippet method) {
      String result = method.signature().substring(method.signature().lastIndexOf(')') + 1);
      return entry(
          "METHOD",
          method.name(),
          result + " " + method.name() + "(" + method.parameterTypes() + ")",
          snippet);
    } else if (snippet instanceof TypeDeclSnippet type) {
      String kind = type.subKind().name().replace("_SUBKIND", "").toLowerCase(Locale.ROOT);
      String word = kind.equals("annotation_type") ? "@interface" : kind;
      return held("TYPE", type.name(), word + " " + type.name(), snippet);
    } else if (snippet instanceof ImportSnippet imported) {
      return entry("IMPORT", imported.fullname(), "import " + nameOf(imported), snippet);
    }
    return Optional.empty();
  }

  private Optional<Map<String, String>> held(
      String kind, String name, String text, Snippet snippet) {
    String holder = analysis.get().wrapper(snippet).fullClassName();
    return Optional.of(
        Map.of(
            "kind",
            kind,
            "name",
            name,
            "text",
            text,
            "source",
            snippet.source(),
            "holder",
            holder));
  }

  private static Optional<Map<String, String>> entry(
      String kind, String name, String text, Snippet snippet) {
    return Optional.of(
        Map.of("kind", kind, "name", name, "text", text, "source", snippet.source()));
  }

  /** Java that leaves nothing in the variables. */
  String emptying() {
    StringBuilder code = new StringBuilder();
    shell
        .variables()
        .filter(variable -> shell.status(variable) == Snippet.Status.VALID)
        .forEach(
            variable ->
                code.append(variable.name())
                    .append(" = ")
                    .append(EMPTY.getOrDefault(variable.typeName(), "null"))
                    .append("; "));
    return code.toString();
  }

  /** Newest first, so that nothing is compiled anew for what it depends on. */
  void forgetAll() {
    List<Snippet> newestFirst = new ArrayList<>(own());
    Collections.reverse(newestFirst);
    for (Snippet snippet : newestFirst) {
      if (shell.status(snippet).isActive()) {
        shell.drop(snippet);
      }
    }
  }
}
