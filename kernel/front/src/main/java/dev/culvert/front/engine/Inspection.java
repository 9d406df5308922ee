package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;
import jdk.jshell.TypeDeclSnippet;

/**
 * Explains what stands at a place in a cell: a class, a method with the overload that is called, a
 * variable, what the notebook declared, or a magic. Needs JShell's lock; runs no user code.
 */
final class Inspection {

  private static final Pattern SIGNATURE = Pattern.compile("(?s)(.*?)([\\w$]+)\\((.*)\\).*");
  private static final Pattern OWN_COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Supplier<MagicCatalog> catalog;
  private final List<Path> jars;
  private final Set<Path> lacking = new LinkedHashSet<>(); // jars without the sources asked for

  /** One thing that was found: how it is declared, and its comment, which may be null. */
  private record Found(String signature, String comment) {}

  /**
   * @param catalog asked only for a magic
   * @param jars where the notebook's classes come from
   */
  Inspection(
      JShell shell, SourceCodeAnalysis analysis, Supplier<MagicCatalog> catalog, List<Path> jars) {
    this.shell = shell;
    this.analysis = analysis;
    this.catalog = catalog;
    this.jars = jars;
  }

  /** Jars whose classes were asked for and that have no sources beside them. */
  Set<Path> lackingSources() {
    return lacking;
  }

  Optional<Documentation> at(String code, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    Matcher magic = Pattern.compile("\\s*%{1,2}([\\w-]+)").matcher(code.substring(lineStart));
    if (magic.lookingAt()) {
      return catalog.get().find(magic.group(1)).map(Inspection::ofMagic);
    }
    int end = endOfName(code, cursor);
    int start = startOfName(code, end);
    if (start == end) {
      return ofCall(code, cursor);
    }
    String name = code.substring(start, end);
    Optional<Documentation> own = ofNotebook(code, start, name);
    return own.isPresent() ? own : ofName(code, start, end);
  }

  private static Documentation ofMagic(CommandModel model) {
    return new Documentation(model.help(), "<pre>" + JavadocText.escape(model.help()) + "</pre>");
  }

  /** The end of the name that the cursor touches. */
  private static int endOfName(String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int startOfName(String code, int end) {
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  // ---- what the notebook declared -----------------------------------------------------------

  private Optional<Documentation> ofNotebook(String code, int start, String name) {
    if (start > 0 && code.charAt(start - 1) == '.') {
      return Optional.empty(); // a member of something
    }
    List<PersistentSnippet> declared =
        Stream.concat(shell.methods(), shell.types())
            .filter(snippet -> snippet.name().equals(name))
            .map(PersistentSnippet.class::cast)
            .toList();
    if (declared.isEmpty()) {
      return Optional.empty();
    }
    List<Found> found = declared.stream().map(Inspection::declared).toList();
    String sources =
        declared.stream().map(Snippet::source).map(String::strip).collect(Collectors.joining("\n"));
    Documentation known = document(found);
    return Optional.of(
        new Documentation(
            known.plain() + "\n\n" + sources,
            known.html() + "<pre>" + JavadocText.escape(sources) + "</pre>"));
  }

  private static Found declared(PersistentSnippet snippet) {
    Matcher comment = OWN_COMMENT.matcher(snippet.source());
    String text = comment.lookingAt() ? comment.group(1).replaceAll("(?m)^\\s*\\* ?", "") : null;
    if (snippet instanceof MethodSnippet method) {
      String signature = method.signature(); // (int,String)double
      int close = signature.lastIndexOf(')');
      return new Found(
          signature.substring(close + 1) + " " + method.name() + signature.substring(0, close + 1),
          text);
    }
    TypeDeclSnippet type = (TypeDeclSnippet) snippet;
    String kind = type.subKind().name().replace("_SUBKIND", "").toLowerCase(java.util.Locale.ROOT);
    return new Found(kind + " " + type.name(), text);
  }

  // ---- classes, members, variables ----------------------------------------------------------

  private Optional<Documentation> ofName(String code, int start, int end) {
    int from = Completion.startOfSnippet(analysis, code, end);
    String snippet = code.substring(Math.min(from, start), end);
    List<SourceCodeAnalysis.Documentation> docs = documentation(snippet);
    if (docs.isEmpty()) {
      docs = documentation(snippet + "(");
      List<String> arguments = argumentTypes(code, end);
      if (arguments != null) {
        docs = bestFirst(docs, arguments);
      }
    }
    if (docs.isEmpty()) {
      docs = ofMissingImport(snippet);
    }
    String receiver = receiver(snippet);
    return docs.isEmpty()
        ? Optional.empty()
        : Optional.of(document(docs.stream().map(doc -> found(doc, receiver)).toList()));
  }

  /** The overloads of the call in whose arguments the cursor stands. */
  private Optional<Documentation> ofCall(String code, int cursor) {
    int from = Completion.startOfSnippet(analysis, code, cursor);
    String snippet = code.substring(from, cursor);
    List<SourceCodeAnalysis.Documentation> docs = documentation(snippet);
    int open = snippet.lastIndexOf('(');
    String receiver = open < 0 ? null : receiver(snippet.substring(0, open));
    return docs.isEmpty()
        ? Optional.empty()
        : Optional.of(document(docs.stream().map(doc -> found(doc, receiver)).toList()));
  }

  private List<SourceCodeAnalysis.Documentation> documentation(String snippet) {
    return analysis.documentation(snippet, snippet.length(), true);
  }

  private List<SourceCodeAnalysis.Documentation> ofMissingImport(String snippet) {
    QualifiedNames names = analysis.listQualifiedNames(snippet, snippet.length());
    return names.isResolvable()
        ? List.of()
        : names.getNames().stream().limit(5).flatMap(name -> documentation(name).stream()).toList();
  }

  /** The types of a call's arguments; null where no call follows the name. */
  private List<String> argumentTypes(String code, int end) {
    if (end >= code.length() || code.charAt(end) != '(') {
      return null;
    }
    List<String> types = new ArrayList<>();
    int start = end + 1;
    int depth = 0;
    for (int at = end; at < code.length(); ) {
      int behind = JavaLexer.skip(code, at);
      if (behind > at) {
        at = behind;
        continue;
      }
      char c = code.charAt(at);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if ((c == ',' && depth == 1) || depth == 0) {
        String argument = code.substring(start, at).strip();
        if (!argument.isEmpty()) {
          types.add(String.valueOf(analysis.analyzeType(argument, 0)));
        }
        start = at + 1;
      }
      if (depth == 0) {
        return types;
      }
      at++;
    }
    return null;
  }

  /** The overload that is called, if one fits better than all others; else all of them. */
  private static List<SourceCodeAnalysis.Documentation> bestFirst(
      List<SourceCodeAnalysis.Documentation> docs, List<String> arguments) {
    Comparator<SourceCodeAnalysis.Documentation> byFit =
        Comparator.comparingInt(doc -> fit(parameters(doc.signature()), arguments));
    List<SourceCodeAnalysis.Documentation> sorted = docs.stream().sorted(byFit.reversed()).toList();
    boolean clear = sorted.size() > 1 && byFit.compare(sorted.get(0), sorted.get(1)) > 0;
    return clear ? sorted.subList(0, 1) : sorted;
  }

  private static int fit(List<String> parameters, List<String> arguments) {
    if (parameters.size() != arguments.size()) {
      return -1;
    }
    int same = 0;
    for (int i = 0; i < parameters.size(); i++) {
      if (SourceDocs.simple(parameters.get(i)).equals(SourceDocs.simple(arguments.get(i)))) {
        same++;
      }
    }
    return same;
  }

  /** The types of a signature's parameters, as they are written in it. */
  private static List<String> parameters(String signature) {
    Matcher parts = SIGNATURE.matcher(signature);
    if (!parts.matches() || parts.group(3).isBlank()) {
      return List.of();
    }
    List<String> types = new ArrayList<>();
    for (String each : parts.group(3).replaceAll("<[^()]*>", "").split(",")) {
      types.add(each.strip().replaceAll("(\\S)\\s+\\w+$", "$1"));
    }
    return types;
  }

  /** The class of what stands before the last dot, fully qualified; null when nothing does. */
  private String receiver(String snippet) {
    int dot = snippet.lastIndexOf('.');
    if (dot < 0) {
      return null;
    }
    String before = snippet.substring(0, dot);
    for (SourceCodeAnalysis.Documentation doc : analysis.documentation(before, dot, false)) {
      String type = doc.signature().substring(doc.signature().indexOf(':') + 1);
      return type.replaceAll("<.*>", "");
    }
    String type = analysis.analyzeType(before, dot);
    return type == null ? null : type.replaceAll("<.*>", "");
  }

  private Found found(SourceCodeAnalysis.Documentation doc, String receiver) {
    String signature = doc.signature();
    if (doc.javadoc() != null) {
      return new Found(readable(signature), doc.javadoc());
    }
    Matcher method = SIGNATURE.matcher(signature);
    Optional<String> comment;
    if (method.matches()) {
      List<String> types = parameters(signature).stream().map(SourceDocs::simple).toList();
      comment =
          receiver == null
              ? Optional.empty()
              : SourceDocs.find(jars, receiver, method.group(2), types, lacking::add);
    } else {
      comment = SourceDocs.find(jars, signature.replaceAll("<.*>", ""), null, null, lacking::add);
    }
    return new Found(readable(signature), comment.orElse(null));
  }

  /** JShell writes {@code name:type}; Java people read {@code type name}. */
  private static String readable(String signature) {
    int colon = signature.indexOf(':');
    return colon < 0
        ? signature
        : signature.substring(colon + 1) + " " + signature.substring(0, colon);
  }

  private static Documentation document(List<Found> all) {
    StringBuilder plain = new StringBuilder();
    StringBuilder html = new StringBuilder();
    for (Found found : all) {
      plain.append(plain.length() == 0 ? "" : "\n\n").append(found.signature);
      html.append("<pre><b>").append(JavadocText.escape(found.signature)).append("</b></pre>");
      if (found.comment != null) {
        JavadocText text = new JavadocText(found.comment);
        plain.append("\n\n").append(text.plain());
        html.append("<div>").append(text.html()).append("</div>");
      }
    }
    return new Documentation(plain.toString(), html.toString());
  }
}
