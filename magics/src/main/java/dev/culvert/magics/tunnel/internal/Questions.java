package dev.culvert.magics.tunnel.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;

/**
 * Carries a server's questions from the SSH library's thread to the thread that connects, and the
 * answers back: only that one may ask the user.
 *
 * <p>The library's thread waits for the answer, which is safe before the login has ended: nothing
 * else runs in that session yet. Invariant: once {@link #close()} was called nobody waits any more.
 * A server gets at most {@link #MOST_QUESTIONS} answers; its words are shown without control
 * characters and cut to a line.
 */
final class Questions implements UserInteraction, AutoCloseable {

  static final int MOST_QUESTIONS = 20;

  private static final Pattern PASSWORD =
      Pattern.compile(
          "(\\([^)]*\\) )?([^ ]+'s )?password( for [^ ]+)?:\\s*", Pattern.CASE_INSENSITIVE);

  private static final Question WAKE = new Question("", false, false);

  /** One question; done with null when there is no answer. */
  private record Question(
      String prompt, boolean secret, boolean password, CompletableFuture<String> answer) {
    Question(String prompt, boolean secret, boolean password) {
      this(prompt, secret, password, new CompletableFuture<>());
    }
  }

  private final SshPlan plan;
  private final Credentials credentials;
  private final LinkedBlockingQueue<Question> asked = new LinkedBlockingQueue<>();
  private int count;
  private boolean passwordGiven;
  private volatile boolean closed;
  private volatile String unanswered;
  private volatile boolean answered;

  Questions(SshPlan plan, Credentials credentials) {
    this.plan = plan;
    this.credentials = credentials;
  }

  /** The question that nobody was there to answer, other than for the password. */
  Optional<String> unanswered() {
    return Optional.ofNullable(unanswered);
  }

  /** Whether the user answered a question that was not for the password. */
  boolean answered() {
    return answered;
  }

  /**
   * Puts the next question to the user; called by the thread that connects.
   *
   * @return how long the user took in nanoseconds, or -1 when there was no question
   */
  long answerNext(Asker asker, long waitNanos) throws InterruptedException {
    Question question = asked.poll(waitNanos, TimeUnit.NANOSECONDS);
    if (question == null) {
      return -1;
    }
    long start = System.nanoTime();
    if (question != WAKE) {
      answer(question, asker);
    }
    return System.nanoTime() - start;
  }

  /** Lets {@link #answerNext} return at once. */
  void wake() {
    asked.add(WAKE);
  }

  @Override
  public void close() {
    closed = true;
    for (Question left = asked.poll(); left != null; left = asked.poll()) {
      left.answer().complete(null);
    }
  }

  @Override
  public boolean isInteractionAllowed(ClientSession session) {
    return true;
  }

  /** The password method, once what is known was refused. */
  @Override
  public String resolveAuthPasswordAttempt(ClientSession session) throws InterruptedException {
    return credentials.mayAskForPassword()
        ? ask(new Question(passwordPrompt(plan), true, true))
        : null;
  }

  @Override
  public String[] interactive(
      ClientSession session,
      String name,
      String instruction,
      String lang,
      String[] prompt,
      boolean[] echo) {
    String[] answers = new String[prompt.length];
    try {
      for (int i = 0; i < prompt.length; i++) {
        answers[i] = answer(prompt, echo, i, instruction);
        if (answers[i] == null) {
          return null;
        }
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** A server that wants a new password is not given one here. */
  @Override
  public String getUpdatedPassword(ClientSession session, String prompt, String lang) {
    unanswered = "a new password, for the old one has expired";
    return null;
  }

  static String passwordPrompt(SshPlan plan) {
    return "Password of " + plan.user() + " on " + plan.server() + ": ";
  }

  private String answer(String[] prompt, boolean[] echo, int i, String instruction)
      throws InterruptedException {
    boolean lonePassword = prompt.length == 1 && !echo[i] && PASSWORD.matcher(prompt[i]).matches();
    if (!lonePassword) {
      String before = Printable.of(instruction);
      String shown = plan.server() + " asks" + (before.isEmpty() ? "" : " (" + before + ")") + ": ";
      return ask(new Question(shown + Printable.of(prompt[i]) + " ", !echo[i], false));
    } else if (credentials.hasPassword() && !passwordGiven) {
      passwordGiven = true;
      return credentials.password();
    }
    return resolveAuthPasswordAttempt(null);
  }

  private String ask(Question question) throws InterruptedException {
    if (++count > MOST_QUESTIONS) {
      unanswered = "more than " + MOST_QUESTIONS + " questions";
      return null;
    }
    asked.add(question);
    if (closed) {
      question.answer().complete(null); // close() may have looked before the question was there
    }
    try {
      return question.answer().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(Question question, Asker asker) {
    Optional<char[]> typed = asker.ask(question.prompt(), question.secret());
    if (typed.isEmpty()) {
      if (!question.password()) {
        unanswered = question.prompt().strip();
      }
      question.answer().complete(null);
      return;
    }
    String text = new String(typed.get());
    if (question.password()) {
      credentials.setPassword(typed.get());
    } else {
      answered = true;
      Arrays.fill(typed.get(), '\0');
    }
    question.answer().complete(text);
  }
}
