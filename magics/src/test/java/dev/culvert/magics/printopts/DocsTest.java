package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.Displayable;
import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.printopts.internal.PrintOptsMagic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the magic's page prints what the page says. */
@ResourceLock("PrintOptions")
public class DocsTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("```java\n(.*?)\n```\n```text\n(.*?)\n```", Pattern.DOTALL);

  /** A function in a line, as {@code name={x -> ...}}. */
  private static final Pattern FUNCTION = Pattern.compile("([\\w.]+=)\\{([^:].*?)\\}(?= |$)");

  record Example(String cell, String output) {}

  static Stream<Example> examples() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "printopts.md"));
    return EXAMPLE
        .matcher(page)
        .results()
        .map(e -> new Example(e.group(1), e.group(2)))
        .toList()
        .stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleOfThePagePrintsWhatItSays(Example example) throws Exception {
    PrintSettings before = PrintOptions.settings();
    PrintOptions.bind(new PrintSettings());
    Screen.SHOWN.clear();
    try {
      run(example.cell());
    } finally {
      PrintOptions.bind(before);
    }
    assertThat(String.join("\n", Screen.SHOWN)).isEqualTo(example.output());
  }

  private static void run(String cell) throws Exception {
    PrintOptsMagic magic = new PrintOptsMagic();
    List<String> java = new ArrayList<>();
    for (String line : cell.split("\n")) {
      if (line.startsWith("%printopts")) {
        Object value = magic.run(call(magic, line.substring("%printopts".length()).strip()));
        Screen.display(value);
      } else {
        java.add(line);
      }
    }
    if (!java.isEmpty()) {
      evaluate(String.join("\n", java));
    }
  }

  /** The call of a line; the kernel would compile its functions in the same way. */
  private static MagicCall call(PrintOptsMagic magic, String line) {
    List<Object> functions = new ArrayList<>();
    String plain =
        FUNCTION
            .matcher(line)
            .replaceAll(
                found -> {
                  functions.add(function(magic, found.group(1), found.group(2)));
                  return found.group(1) + "f";
                });
    List<String> words = List.of(plain.split(" "));
    List<Object> values = new ArrayList<>(functions);
    values.addAll(Collections.nCopies(words.size() - functions.size(), null));
    return new MagicCall(words, values, line, null, new RecordingNotebook());
  }

  private static Object function(PrintOptsMagic magic, String name, String java) {
    String type = magic.model().functions().get("numpy.formatter." + name.replace("=", ""));
    try (JShell shell = shell()) {
      evaluate(shell, "keep((" + type + ") " + java + ");");
    }
    return Screen.kept;
  }

  private static JShell shell() {
    JShell shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    evaluate(shell, "import dev.culvert.magics.printopts.*;");
    evaluate(shell, "import org.dflib.Series;");
    evaluate(shell, "import static " + Screen.class.getCanonicalName() + ".*;");
    return shell;
  }

  private static void evaluate(String java) {
    try (JShell shell = shell()) {
      String rest = java;
      while (!rest.isBlank()) {
        var next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
        String source = next.source();
        rest = next.remaining();
        boolean value =
            rest.isBlank() && !java.strip().endsWith(";") && !source.strip().startsWith("try");
        evaluate(shell, value ? "display(" + source.replaceAll(";\\s*$", "") + ");" : source);
      }
    }
  }

  private static void evaluate(JShell shell, String source) {
    for (SnippetEvent event : shell.eval(source)) {
      assertThat(event.exception()).as(source).isNull();
      assertThat(event.status())
          .as("%s %s", source, shell.diagnostics(event.snippet()).toList())
          .isEqualTo(Snippet.Status.VALID);
    }
  }

  /** Where examples show values. */
  public static final class Screen {

    static final List<String> SHOWN = new ArrayList<>();

    private static Object kept;

    private Screen() {}

    /** Keeps a value for the test. */
    public static void keep(Object value) {
      kept = value;
    }

    /** Keeps the text of a value, as a notebook would show it; nothing for null. */
    public static void display(Object value) {
      if (value != null) {
        SHOWN.add(bundle(value).data().get("text/plain"));
      }
    }

    private static MimeBundle bundle(Object value) {
      if (value instanceof Displayable displayable) {
        return displayable.toMimeBundle();
      }
      return ServiceLoader.load(Renderer.class).stream()
          .map(provider -> provider.get().render(value))
          .flatMap(Optional::stream)
          .findFirst()
          .orElseThrow();
    }
  }
}
