package dev.culvert.client;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a kernel is started: what its {@code kernel.json} says.
 *
 * @param argv the command, with {@code {connection_file}} and {@code {resource_dir}} unfilled
 * @param displayName what front ends show
 * @param language the language of its cells
 * @param interruptBySignal whether an interrupt is a SIGINT, not a message
 * @param env added to the environment; {@code ${NAME}} stands for a variable of it
 * @param resourceDir the folder of {@code kernel.json}; null for a bare command
 */
public record KernelSpec(
    List<String> argv,
    String displayName,
    String language,
    boolean interruptBySignal,
    Map<String, String> env,
    Path resourceDir) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  public KernelSpec {
    argv = List.copyOf(argv);
    env = Map.copyOf(env);
  }

  /** A kernel by its bare command; interrupts go by message. */
  public static KernelSpec ofArgv(List<String> argv) {
    return new KernelSpec(argv, argv.get(0), "", false, Map.of(), null);
  }

  /** The same kernel, interrupted by SIGINT. */
  public KernelSpec interruptedBySignal() {
    return new KernelSpec(argv, displayName, language, true, env, resourceDir);
  }

  /** Reads the {@code kernel.json} in a folder; every way it can be wrong is one clear error. */
  public static KernelSpec read(Path folder) throws KernelException {
    Path file = folder.resolve("kernel.json");
    Map<String, Object> map = json(file);
    if (!(map.get("argv") instanceof List<?> argv)
        || argv.isEmpty()
        || !argv.stream().allMatch(String.class::isInstance)) {
      throw new KernelException(file + ": argv is missing or not a list of texts");
    }
    return new KernelSpec(
        argv.stream().map(String.class::cast).toList(),
        text(map, "display_name", folder.getFileName().toString()),
        text(map, "language", ""),
        text(map, "interrupt_mode", "signal").equals("signal"),
        texts(map.get("env")),
        folder.toAbsolutePath());
  }

  private static Map<String, Object> json(Path file) throws KernelException {
    try {
      return JSON.std.mapFrom(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new KernelException(file + " does not exist: that folder is no kernelspec", e);
    } catch (IOException e) {
      throw new KernelException(
          file + " cannot be read as JSON: " + firstLine(String.valueOf(e.getMessage())), e);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String text(Map<String, Object> map, String key, String whenAbsent) {
    return map.get(key) instanceof String text ? text : whenAbsent;
  }

  private static Map<String, String> texts(Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> texts.put(key.toString(), String.valueOf(each)));
    }
    return texts;
  }

  /** The command for one connection file. */
  List<String> command(Path connectionFile) {
    String resources = resourceDir == null ? "" : resourceDir.toString();
    return argv.stream()
        .map(
            word ->
                word.replace("{connection_file}", connectionFile.toString())
                    .replace("{resource_dir}", resources))
        .toList();
  }

  /** Adds this spec's variables to an environment. */
  void addTo(Map<String, String> environment) {
    Map<String, String> before = Map.copyOf(environment);
    env.forEach((name, value) -> environment.put(name, expanded(value, before)));
  }

  private static String expanded(String value, Map<String, String> environment) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(environment.getOrDefault(match.group(1), match.group())));
  }
}
