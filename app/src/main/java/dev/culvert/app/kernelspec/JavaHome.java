package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK that can run the kernel: 17 or newer, with {@code jdk.jshell}.
 *
 * @param java its java command, absolute
 * @param version its major version
 */
record JavaHome(Path java, int version) {

  static final int OLDEST = 17;

  private static final Pattern BASE = Pattern.compile("(?m)^java\\.base@(\\d+)");
  private static final Pattern OLD = Pattern.compile("version \"(1\\.\\d|\\d+)");

  /** Checks a JDK by asking it; every way it can be unfit is one clear error. */
  static JavaHome check(Path home) {
    Path java = home.toAbsolutePath().normalize().resolve("bin").resolve(executable());
    if (!Files.isExecutable(java)) {
      throw unfit(home + " is no JDK: there is no bin/java in it.");
    }
    String modules = answer(java, "--list-modules");
    Matcher base = BASE.matcher(modules);
    if (!base.find()) {
      Matcher old = OLD.matcher(answer(java, "-version"));
      throw unfit(
          home + " is " + (old.find() ? "Java " + old.group(1) : "no Java that runs") + ".");
    }
    int version = Integer.parseInt(base.group(1));
    if (version < OLDEST) {
      throw unfit(home + " is Java " + version + ".");
    }
    if (modules.lines().noneMatch(line -> line.startsWith("jdk.jshell@"))) {
      throw unfit(home + " has no jdk.jshell module: it is a runtime, not a JDK.");
    }
    return new JavaHome(java, version);
  }

  private static String executable() {
    return System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java";
  }

  private static UserError unfit(String why) {
    return new UserError(
        "UnfitJava",
        why + " The kernel needs a JDK " + OLDEST + " or newer: name one with --java HOME.");
  }

  private static String answer(Path java, String option) {
    try {
      Process process =
          new ProcessBuilder(java.toString(), option).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return answer;
    } catch (IOException e) {
      throw unfit(java + " cannot be run: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted", "interrupted", e);
    }
  }
}
