package dev.culvert.magics.lab.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way to write one line.
 *
 * @param name as users name it
 * @param title in words
 * @param imports what its code needs
 * @param code statements that write the text {@code line}
 * @param needs what it needs beside the JDK that runs
 * @param why why the line can be lost; empty when nothing but the reader's place can lose it
 * @param fix the smallest fix
 */
record Program(
    String name,
    String title,
    List<String> imports,
    String code,
    Needs needs,
    String why,
    String fix) {

  /** What a program needs. */
  enum Needs {
    NOTHING,
    /** Threads that are cheap: JDK 21. */
    VIRTUAL_THREADS,
    LOGBACK,
    /** Logback, and somebody who listens on {@code lab.port}. */
    LOGBACK_AND_RECEIVER,
    /** A parent that waits for the child's end before it reads what it wrote. */
    LATE_READER
  }

  boolean needsLogback() {
    return needs == Needs.LOGBACK || needs == Needs.LOGBACK_AND_RECEIVER;
  }

  /** Whether runs of it may differ: somebody else must be quick enough. */
  boolean isRace() {
    return name.equals("logback-async") || name.equals("logback-socket");
  }

  /** Whether its line comes by itself some time after its code has run. */
  boolean isLate() {
    return name.endsWith("thread");
  }

  /** A name for the class of this program with an ending, as {@code LateThreadHalt}. */
  String className(Ending ending) {
    StringBuilder camel = new StringBuilder();
    for (String word : (name + "-" + ending.place()).split("-")) {
      camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return camel.toString();
  }

  /** The whole program, as one source file. */
  String source(Ending ending) {
    String statements =
        Stream.of(ending.before(), code, ending.code())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("\n"));
    return imports.stream().map(each -> "import " + each + ";\n").collect(Collectors.joining())
        + (imports.isEmpty() ? "" : "\n")
        + "public class "
        + className(ending)
        + " {\n  public static void main(String[] args) throws Exception {\n"
        + "    String line = args.length > 0 ? args[0] : \"MARK\";\n"
        + statements.indent(4)
        + "  }\n}\n";
  }

  /** The same statements as a cell. */
  String cell(String line) {
    return imports.stream().map(each -> "import " + each + ";\n").collect(Collectors.joining())
        + "{\n  String line = \""
        + line
        + "\";\n"
        + code.indent(2)
        + "}\n";
  }
}
