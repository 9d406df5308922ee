package dev.culvert.magics.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.Notebook;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The notebook of a command that is only looked at, never run: every use is a mistake. */
final class NoNotebook implements Notebook {

  @Override
  public Cell cell() {
    throw notRunning();
  }

  @Override
  public void display(Object value) {
    throw notRunning();
  }

  @Override
  public String input(String prompt) {
    throw notRunning();
  }

  @Override
  public char[] password(String prompt) {
    throw notRunning();
  }

  @Override
  public Optional<Variable> variable(String name) {
    throw notRunning();
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    throw notRunning();
  }

  private static IllegalStateException notRunning() {
    return new IllegalStateException("a command asked for the notebook before it was run");
  }
}
