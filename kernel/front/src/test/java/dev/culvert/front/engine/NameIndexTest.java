package dev.culvert.front.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NameIndexTest {

  private static boolean isRead(SourceCodeAnalysis analysis) {
    return analysis.listQualifiedNames("Path", 4).isUpToDate();
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void namesAreReadWhenTheyAreWantedAndNoSooner(@TempDir Path folder) {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
      NameIndex names = new NameIndex(analysis);
      // What another shell of this JVM has read, this one may have had before it was to wait.
      shell.addToClasspath(folder.toString());
      assertThat(isRead(analysis)).isFalse();
      names.goOn();
      names.goOn();
      while (!isRead(analysis)) {
        Thread.onSpinWait(); // JShell tells nobody
      }
      assertThat(analysis.listQualifiedNames("Path", 4).getNames()).contains("java.nio.file.Path");
    }
  }
}
