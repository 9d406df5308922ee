package dev.culvert.magics.printopts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Reads the golden files; their form is told in {@code src/test/oracle/printopts.py}. */
final class Golden {

  private Golden() {}

  /**
   * One case.
   *
   * @param line where it stands in its file
   * @param head the words of its first line
   * @param data the words of the lines that begin with =
   * @param text what the oracle printed
   * @param html the words of the lines that begin with {@code <}
   */
  record Case(
      int line, List<String> head, List<List<String>> data, String text, List<List<String>> html) {

    /** The options, as they are given to {@code PrintSettings.set}. */
    Map<String, String> options() {
      return Golden.options(head.get(head.size() - 1));
    }

    @Override
    public String toString() {
      return "line " + line + ": " + String.join(" ", head);
    }
  }

  /** The oracle's options and their defaults. */
  static Map<String, String> defaults(String group) {
    String mark = "# " + group + " ";
    String line =
        content("arrays.txt")
            .lines()
            .filter(text -> text.startsWith(mark))
            .findFirst()
            .orElseThrow();
    return options(line.substring(mark.length()));
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    if (!text.equals("-")) {
      for (String pair : text.split(";")) {
        options.put(
            pair.substring(0, pair.indexOf('=')), decode(pair.substring(pair.indexOf('=') + 1)));
      }
    }
    return options;
  }

  static List<Case> read(String name) {
    return parse(content(name));
  }

  static List<Case> parse(String content) {
    List<Case> cases = new ArrayList<>();
    List<String> lines = content.lines().toList();
    for (int i = 0; i < lines.size(); ) {
      int start = i++;
      while (i < lines.size() && "=<>".indexOf(lines.get(i).charAt(0)) >= 0) {
        i++;
      }
      if (!lines.get(start).startsWith("#")) {
        cases.add(parse(start + 1, lines.subList(start, i)));
      }
    }
    return cases;
  }

  static String content(String name) {
    try (var packed = Golden.class.getResourceAsStream(name + ".gz");
        var in = new GZIPInputStream(packed)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cannotRead) {
      throw new UncheckedIOException(cannotRead);
    }
  }

  private static Case parse(int line, List<String> lines) {
    return new Case(
        line,
        words(lines.get(0)),
        below(lines, "="),
        lines.stream()
            .filter(text -> text.startsWith(">"))
            .map(text -> text.substring(2))
            .collect(Collectors.joining("\n")),
        below(lines, "<"));
  }

  private static List<List<String>> below(List<String> lines, String mark) {
    return lines.stream()
        .skip(1)
        .filter(text -> text.startsWith(mark))
        .map(text -> words(text.substring(1).strip()))
        .toList();
  }

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));
  }

  /** A word of a golden file as the text it stands for. */
  static String decode(String word) {
    return word.equals("%")
        ? ""
        : URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** A floating point number as Python writes it. */
  static double real(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
