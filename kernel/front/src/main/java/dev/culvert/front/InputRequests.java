package dev.culvert.front;

import dev.culvert.front.remote.WorkerListener;
import dev.culvert.protocol.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Questions of the running cell to the user. One at a time: the protocol gives no way to tell
 * answers apart. Guarded by this.
 */
final class InputRequests {

  private record Question(
      Message parent, String prompt, boolean secret, WorkerListener.Answer to) {}

  private final Publisher publisher;
  private final Deque<Question> waiting = new ArrayDeque<>(); // the first one was sent

  InputRequests(Publisher publisher) {
    this.publisher = publisher;
  }

  synchronized void ask(
      Message parent, String prompt, boolean secret, WorkerListener.Answer answer) {
    waiting.add(new Question(parent, prompt, secret, answer));
    if (waiting.size() == 1) {
      send();
    }
  }

  private void send() {
    Question next = waiting.peek();
    if (next != null) {
      publisher.ask(next.parent, Map.of("prompt", next.prompt, "password", next.secret));
    }
  }

  synchronized void answered(Message reply) {
    Question question = waiting.poll();
    if (question != null) {
      question.to.line(reply.text("value"));
      send();
    }
  }

  /** The cell that asked is gone or interrupted: its questions get no answer any more. */
  synchronized void cancel() {
    for (Question question = waiting.poll(); question != null; question = waiting.poll()) {
      question.to.refuse("the cell that asked for input was interrupted");
    }
  }
}
