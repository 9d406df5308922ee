package dev.culvert.front.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds documentation in the pages that stand in {@code x-1.0-javadoc.jar} beside {@code
 * x-1.0.jar}: some publish those and no sources.
 *
 * <p>Knows what the standard doclet has written since Java 7: what describes a class or a member
 * follows its declaration, and a member's place is named by the types of its parameters, as {@code
 * of(E,int[])} or, in Java 8 and 9, {@code of-E-int:A-}. Nothing is kept open.
 */
final class JavadocPages {

  private static final System.Logger LOG = System.getLogger(JavadocPages.class.getName());

  private static final int LARGEST = 8_000_000; // bytes of a page
  private static final String CLASS =
      "section.class-description, section.description, div.description > ul > li";
  private static final String DECLARATION = "pre, div[class*=ignature]";
  private static final Pattern METHOD =
      Pattern.compile("(?<name><init>|[\\w$]+)(?:\\((?<types>.*)\\)|-(?<older>.*)-)");

  private JavadocPages() {}

  /** The pages of a jar. */
  static Path of(Path jar) {
    return SourceDocs.beside(jar, "javadoc");
  }

  /**
   * What is said of a class or of one of its members, as safe HTML.
   *
   * @param jars where classes come from
   * @param className fully qualified
   * @param member name of a method or field; null for the class
   * @param parameters simple names of a method's parameter types; null for a field
   */
  static Optional<String> find(
      List<Path> jars, String className, String member, List<String> parameters) {
    for (Path jar : jars) {
      Path pages = of(jar);
      if (!Files.isRegularFile(pages)) {
        continue;
      }
      try (ZipFile zip = new ZipFile(pages.toFile())) {
        Optional<Document> page = page(zip, className);
        if (page.isPresent()) {
          return part(page.get(), className, member, parameters)
              .map(JavadocPages::description)
              .filter(html -> !html.isBlank())
              .map(SafeHtml::of);
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "{0} cannot be read: {1}", pages, e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** A class inside another one has a page {@code Outer.Inner.html}. */
  private static Optional<Document> page(ZipFile zip, String className) throws IOException {
    List<String> folders = folders(zip);
    for (String file = className.replace('.', '/'); ; ) {
      for (String folder : folders) {
        ZipEntry entry = zip.getEntry(folder + file + ".html");
        if (entry != null) {
          Document page = Jsoup.parse(text(zip, entry), "");
          page.outputSettings().prettyPrint(false); // as it was written, for plain text
          return Optional.of(page);
        }
      }
      int slash = file.lastIndexOf('/');
      if (slash < 0) {
        return Optional.empty();
      }
      file = file.substring(0, slash) + "." + file.substring(slash + 1);
    }
  }

  /** Where packages are: at the top, or in a folder for each module. */
  private static List<String> folders(ZipFile zip) throws IOException {
    List<String> folders = new ArrayList<>(List.of(""));
    ZipEntry list = zip.getEntry("element-list");
    if (list != null) {
      text(zip, list)
          .lines()
          .filter(line -> line.startsWith("module:"))
          .forEach(line -> folders.add(line.substring("module:".length()) + "/"));
    }
    return folders;
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    return new String(zip.getInputStream(entry).readNBytes(LARGEST), StandardCharsets.UTF_8);
  }

  private static Optional<Element> part(
      Document page, String className, String member, List<String> parameters) {
    if (member == null) {
      return Optional.ofNullable(page.selectFirst(CLASS));
    }
    String simple = className.substring(className.lastIndexOf('.') + 1);
    for (Element place : page.select("section[id], a[id], a[name]")) {
      String name = place.hasAttr("id") ? place.id() : place.attr("name");
      if (names(name, member, simple, parameters)) {
        return Optional.ofNullable(around(place));
      }
    }
    return Optional.empty();
  }

  private static boolean names(
      String place, String member, String simple, List<String> parameters) {
    Matcher method = METHOD.matcher(place);
    if (parameters == null || !method.matches()) {
      return parameters == null && place.equals(member);
    }
    String name = method.group("name").equals("<init>") ? simple : method.group("name");
    return name.equals(member) && parameters.equals(types(method));
  }

  private static List<String> types(Matcher method) {
    String types = method.group("types");
    String[] each =
        types == null ? method.group("older").replace(":A", "[]").split("-") : types.split(",");
    return Arrays.stream(each).map(SourceDocs::simple).filter(type -> !type.isEmpty()).toList();
  }

  /** What describes the member whose place this is. */
  private static Element around(Element place) {
    Element section = place.closest("section.detail");
    if (section != null) {
      return section;
    }
    Element list = place;
    while (list != null && list.is("a")) {
      list = list.nextElementSibling();
    }
    return list == null ? null : list.selectFirst("li");
  }

  private static String description(Element part) {
    StringBuilder html = new StringBuilder();
    Element next = part.children().select(DECLARATION).first();
    while (next != null) {
      next = next.nextElementSibling();
      if (next != null && next.is("div, dl")) {
        html.append(next.outerHtml());
      }
    }
    return html.toString();
  }
}
