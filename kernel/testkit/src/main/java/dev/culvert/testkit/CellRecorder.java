package dev.culvert.testkit;

import dev.culvert.client.CellHandler;
import dev.culvert.protocol.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps one cell's messages; written by the client's event thread, read by the test's. */
final class CellRecorder implements CellHandler {

  private static final Set<String> OUTPUT =
      Set.of(
          "stream",
          "execute_result",
          "display_data",
          "update_display_data",
          "clear_output",
          "error");

  private final List<Message> messages = new ArrayList<>(); // guarded by this
  private final List<String> prompts = new ArrayList<>(); // guarded by this
  private final Queue<String> answers; // null for a cell whose questions stay open

  CellRecorder(Queue<String> answers) {
    this.answers = answers;
  }

  static boolean isOutput(String type) {
    return OUTPUT.contains(type);
  }

  @Override
  public synchronized void message(Message message) {
    messages.add(message);
    notifyAll();
  }

  @Override
  public String input(String prompt, boolean password) throws IOException {
    synchronized (this) {
      prompts.add(password ? prompt + "(password)" : prompt);
      notifyAll();
    }
    if (answers == null) {
      throw awaitEndOfCell();
    }
    String answer = answers.poll();
    if (answer == null) {
      throw new IOException("the cell asks '" + prompt + "' and the test gave no more answers");
    }
    return answer;
  }

  /** The client interrupts whoever still thinks about an answer when the cell ends. */
  private static IOException awaitEndOfCell() {
    try {
      while (true) {
        Thread.sleep(Long.MAX_VALUE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IOException("the cell ended before its question was answered", e);
    }
  }

  synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  synchronized List<String> prompts() {
    return List.copyOf(prompts);
  }

  synchronized boolean await(Predicate<List<Message>> condition, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.test(messages)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
