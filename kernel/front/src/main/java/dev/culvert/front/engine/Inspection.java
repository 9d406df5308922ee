package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
  private static final Pattern NEW = Pattern.compile("(?s).*\\bnew\\s+([\\w$.]+)\\s*");
  private static final Pattern OWN_COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final Supplier<MagicCatalog> catalog;
  private final DependencyDocs dependencies;

  /** One thing that was found: how it is declared, and what is said of it, which may be null. */
  private record Found(String signature, String html) {}

  /**
   * @param catalog asked only for a magic
   * @param jars where the notebook's classes come from
   */
  Inspection(
      JShell shell, SourceCodeAnalysis analysis, Supplier<MagicCatalog> catalog, List<Path> jars) {
    this.shell = shell;
    this.analysis = analysis;
    this.catalog = catalog;
    this.dependencies = new DependencyDocs(jars);
  }

  /** As {@link DependencyDocs#lacking}. */
  Set<Path> lacking() {
    return dependencies.lacking();
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
    String text =
        comment.lookingAt()
            ? new JavadocText(comment.group(1).replaceAll("(?m)^\\s*\\* ?", "")).html()
            : null;
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
    Matcher parts = SIGNATURE.matcher(withoutTypes(signature));
    if (!parts.matches() || parts.group(3).isBlank()) {
      return List.of();
    }
    List<String> types = new ArrayList<>();
    for (String each : parts.group(3).split(",")) {
      types.add(each.strip().replaceAll("(\\S)\\s+\\w+$", "$1"));
    }
    return types;
  }

  /** The class that has what is named last, fully qualified; null when nothing says it. */
  private String receiver(String snippet) {
    Matcher made = NEW.matcher(snippet);
    int dot = snippet.lastIndexOf('.');
    if (!made.matches() && dot < 0) {
      return null;
    }
    String before = made.matches() ? made.group(1) : snippet.substring(0, dot);
    for (SourceCodeAnalysis.Documentation doc :
        analysis.documentation(before, before.length(), false)) {
      String signature = doc.signature();
      if (signature.indexOf('(') < 0) { // else it is a call, and what it gives is asked below
        return qualified(withoutTypes(signature.substring(signature.indexOf(':') + 1)));
      }
    }
    String type = analysis.analyzeType(before, before.length());
    return type == null ? null : qualified(withoutTypes(type));
  }

  /** JShell shortens the name of a type that is imported. */
  private String qualified(String type) {
    return documentation(type).stream()
        .map(SourceCodeAnalysis.Documentation::signature)
        .filter(signature -> signature.indexOf('(') < 0 && signature.indexOf(':') < 0)
        .findFirst()
        .map(Inspection::withoutTypes)
        .orElse(type);
  }

  /** Without type arguments, also those of type arguments. */
  private static String withoutTypes(String signature) {
    String bare = signature;
    for (String before = ""; !bare.equals(before); ) {
      before = bare;
      bare = bare.replaceAll("<[^<>]*>", "");
    }
    return bare;
  }

  private Found found(SourceCodeAnalysis.Documentation doc, String receiver) {
    String signature = doc.signature();
    if (doc.javadoc() != null) {
      return new Found(readable(signature), new JavadocText(doc.javadoc()).html());
    }
    Matcher method = SIGNATURE.matcher(withoutTypes(signature));
    int colon = signature.indexOf(':');
    Optional<String> html;
    if (receiver != null && method.matches()) {
      List<String> types = parameters(signature).stream().map(SourceDocs::simple).toList();
      html = dependencies.find(receiver, method.group(2), types);
    } else if (receiver != null && colon >= 0) {
      String name = signature.substring(signature.lastIndexOf('.', colon) + 1, colon);
      html = dependencies.find(receiver, name, null);
    } else if (colon < 0 && !method.matches()) {
      html = dependencies.find(withoutTypes(signature), null, null);
    } else {
      html = Optional.empty(); // of the notebook itself
    }
    return new Found(readable(signature), html.orElse(null));
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
      if (found.html != null) {
        plain.append("\n\n").append(HtmlText.plain(found.html));
        html.append("<div>").append(found.html).append("</div>");
      }
    }
    return new Documentation(plain.toString(), html.toString());
  }
}
