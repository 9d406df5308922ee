package dev.culvert.magics.internal;

import dev.culvert.api.Activity;
import dev.culvert.api.Cell;
import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Outputs;
import dev.culvert.api.UserError;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A notebook that answers prompts from a queue and keeps what it was shown. */
public final class RecordingNotebook implements Notebook {

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<Runnable> hooks = new CopyOnWriteArrayList<>();

  /** Every prompt that was asked, secret ones too. */
  public final List<String> prompts = new ArrayList<>();

  /** The plain text of everything shown. */
  public final List<String> shown = new CopyOnWriteArrayList<>();

  /** Told of everything shown. */
  public volatile Consumer<Object> whenShown = value -> {};

  /** Told of every prompt, before it is answered. */
  public volatile Consumer<String> whenAsked = prompt -> {};

  /** What cells have running; null for a place that does not know. */
  public volatile Activity activity;

  /** What became of output; null for a place that does not know. */
  public volatile Outputs outputs;

  /** Queues an answer to a prompt; without one there is no input. */
  public RecordingNotebook answer(String text) {
    answers.add(text);
    return this;
  }

  /** What a user does with the stop button. */
  public void interrupt() {
    hooks.forEach(Runnable::run);
  }

  /** Whether a hook waits for an interrupt. */
  public boolean canBeInterrupted() {
    return !hooks.isEmpty();
  }

  @Override
  public Cell cell() {
    return new Cell() {
      @Override
      public int number() {
        return 1;
      }

      @Override
      public Registration onInterrupt(Runnable hook) {
        hooks.add(hook);
        return () -> hooks.remove(hook);
      }
    };
  }

  @Override
  public void display(Object value) {
    MimeBundle bundle =
        value instanceof Displayable displayable
            ? displayable.toMimeBundle()
            : value instanceof MimeBundle ready ? ready : MimeBundle.text(String.valueOf(value));
    shown.add(bundle.data().get("text/plain"));
    whenShown.accept(value);
  }

  @Override
  public Activity activity() {
    return activity == null ? Notebook.super.activity() : activity;
  }

  @Override
  public Outputs outputs() {
    return outputs == null ? Notebook.super.outputs() : outputs;
  }

  @Override
  public String input(String prompt) {
    prompts.add(prompt);
    whenAsked.accept(prompt);
    if (answers.isEmpty()) {
      throw new UserError("InputUnavailable", "this front end takes no input");
    }
    return answers.remove();
  }

  @Override
  public char[] password(String prompt) {
    return input(prompt).toCharArray();
  }

  @Override
  public Optional<Variable> variable(String name) {
    return Optional.empty();
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    throw new UnsupportedOperationException();
  }
}
