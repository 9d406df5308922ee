package dev.culvert.magics.child;

import java.io.IOException;

/**
 * Starts one command with this JVM's own way to start processes, and ends as it ends.
 *
 * <p>A JVM reads {@code jdk.lang.Process.launchMechanism} once, before its first child. So another
 * way needs another JVM, which is this.
 */
final class StarterMain {

  private StarterMain() {}

  public static void main(String[] command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    Runtime.getRuntime().halt(code);
  }
}
