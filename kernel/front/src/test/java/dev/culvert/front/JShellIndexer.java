package dev.culvert.front;

import jdk.jshell.JShell;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets JShell make its one indexing thread, which lives as long as the JVM, before a leak check
 * looks. Stands before the leak check.
 */
final class JShellIndexer implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.sourceCodeAnalysis().completionSuggestions("Stri", 4, new int[1]);
    }
  }
}
