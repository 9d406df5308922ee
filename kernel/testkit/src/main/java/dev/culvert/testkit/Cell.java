package dev.culvert.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.client.Execution;
import dev.culvert.protocol.Message;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One executed cell and what is expected of it.
 *
 * <p>Each expectation is exact. {@link #ok} and {@link #error} end the sentence: they fail when the
 * cell put out anything that no expectation named, or when output came that names no cell at all.
 */
public final class Cell {

  private static final Duration LATE = Duration.ofSeconds(30);

  private final String code;
  private final Execution execution;
  private final CellRecorder recorder;
  private final TestKernel kernel;
  private final Set<String> expected = new HashSet<>(); // kinds of output that were named
  private int displays; // how many display_data were named
  private Message reply; // null until await

  Cell(String code, Execution execution, CellRecorder recorder, TestKernel kernel) {
    this.code = code;
    this.execution = execution;
    this.recorder = recorder;
    this.kernel = kernel;
  }

  /** Waits for the cell's reply and idle. */
  public Cell await(Duration patience) {
    reply = TestKernel.unchecked(() -> execution.await(patience));
    return this;
  }

  /** Everything the cell wrote to stdout so far. */
  public Cell stdout(String text) {
    return stream("stdout", text);
  }

  /** Everything the cell wrote to stderr so far. */
  public Cell stderr(String text) {
    return stream("stderr", text);
  }

  private Cell stream(String name, String text) {
    expected.add(name);
    assertThat(written(name)).as("%s of %s", name, code).isEqualTo(text);
    return this;
  }

  /** Waits until stdout is at least as long as this text, and is then exactly it. */
  public Cell eventuallyStdout(String text) {
    TestKernel.unchecked(
        () -> recorder.await(all -> text(all, "stdout").length() >= text.length(), LATE));
    return stdout(text);
  }

  /** Waits until the stream of this name holds what the condition says; gives all of it. */
  public String eventually(String name, Predicate<String> condition) {
    TestKernel.unchecked(() -> recorder.await(all -> condition.test(text(all, name)), LATE));
    assertThat(written(name)).as("%s of %s", name, code).matches(condition);
    return written(name);
  }

  /** What the cell wrote so far to the stream of this name. */
  public String written(String name) {
    return text(recorder.messages(), name);
  }

  private static String text(List<Message> messages, String stream) {
    StringBuilder text = new StringBuilder();
    messages.stream()
        .filter(message -> message.type().equals("stream") && message.text("name").equals(stream))
        .forEach(message -> text.append(message.text("text")));
    return text.toString();
  }

  /** The cell's result as plain text. */
  public Cell result(String plain) {
    return result("text/plain", plain);
  }

  /** The cell's result in one representation. */
  public Cell result(String mimeType, String content) {
    assertThat(resultAs(mimeType)).as("%s of the result of %s", mimeType, code).isEqualTo(content);
    return this;
  }

  /** The cell's result as plain text, where the test cannot know it. */
  public String value() {
    return resultAs("text/plain").toString();
  }

  private Object resultAs(String mimeType) {
    expected.add("execute_result");
    List<Message> results = of("execute_result");
    assertThat(results).as("results of %s, whose reply is %s", code, reply().content()).hasSize(1);
    return data(results.get(0)).get(mimeType);
  }

  /** The next value the cell displayed, in one representation. */
  public Cell display(String mimeType, String content) {
    expected.add("display_data");
    List<Message> shown = of("display_data");
    assertThat(shown).as("displays of %s", code).hasSizeGreaterThan(displays);
    assertThat(data(shown.get(displays++)).get(mimeType))
        .as("%s of display %s of %s", mimeType, displays, code)
        .isEqualTo(content);
    return this;
  }

  /** The prompts the cell asked with; those for passwords end in {@code (password)}. */
  public Cell asked(String... prompts) {
    assertThat(recorder.prompts()).as("prompts of %s", code).containsExactly(prompts);
    return this;
  }

  /** Waits until the cell has asked with these prompts, and no others. */
  public Cell eventuallyAsked(String... prompts) {
    TestKernel.unchecked(
        () -> recorder.await(all -> recorder.prompts().size() >= prompts.length, LATE));
    return asked(prompts);
  }

  /** The cell ended well and put out nothing else. */
  public Cell ok() {
    ended();
    assertThat(reply.text("status"))
        .as("status of %s; %s: %s", code, reply.text("ename"), reply.text("evalue"))
        .isEqualTo("ok");
    return nothingElse();
  }

  /** The cell ended with this error, whole, on iopub and in its reply, and put out nothing else. */
  public Cell error(String ename, String message) {
    ended();
    expected.add("error");
    List<Message> errors = of("error");
    assertThat(errors).as("errors of %s", code).hasSize(1);
    for (Message each : List.of(errors.get(0), reply)) {
      assertThat(each.text("ename") + ": " + each.text("evalue"))
          .as("%s of %s", each.type(), code)
          .isEqualTo(ename + ": " + message);
    }
    assertThat(reply.text("status")).as("status of %s", code).isEqualTo("error");
    return nothingElse();
  }

  private void ended() {
    if (reply == null) {
      await(LATE);
    }
  }

  private Cell nothingElse() {
    List<String> others =
        recorder.messages().stream()
            .filter(message -> CellRecorder.isOutput(message.type()))
            .filter(message -> !expected.contains(kind(message)))
            .map(message -> kind(message) + " " + message.content())
            .toList();
    assertThat(others).as("output of %s that was not expected", code).isEmpty();
    if (expected.contains("display_data")) {
      assertThat(of("display_data")).as("displays of %s", code).hasSize(displays);
    }
    assertThat(kernel.strayOutput()).as("output that belongs to no cell").isEmpty();
    return this;
  }

  private static String kind(Message message) {
    return message.type().equals("stream") ? message.text("name") : message.type();
  }

  /**
   * The kinds of output in the order they came, as {@code stdout, execute_result}; neighbours of
   * one stream are one.
   */
  public List<String> order() {
    List<String> kinds = outputs().stream().map(Cell::kind).toList();
    return Stream.iterate(0, i -> i < kinds.size(), i -> i + 1)
        .filter(i -> i == 0 || !kinds.get(i).equals(kinds.get(i - 1)))
        .map(kinds::get)
        .toList();
  }

  /** All that the cell put out so far, in the order it came. */
  public List<Message> outputs() {
    return recorder.messages().stream()
        .filter(message -> CellRecorder.isOutput(message.type()))
        .toList();
  }

  /** The messages of a type so far. */
  public List<Message> of(String type) {
    return recorder.messages().stream().filter(message -> message.type().equals(type)).toList();
  }

  /** The first message of a type; waits until it comes. */
  public Message eventually(String type) {
    boolean came =
        TestKernel.unchecked(
            () -> recorder.await(all -> all.stream().anyMatch(m -> m.type().equals(type)), LATE));
    assertThat(came).as("%s of %s", type, code).isTrue();
    return of(type).get(0);
  }

  /** All messages so far, in order. */
  public List<Message> messages() {
    return recorder.messages();
  }

  /** The reply; null before the end. */
  public Message reply() {
    return reply;
  }

  private static Map<?, ?> data(Message message) {
    return message.content().get("data") instanceof Map<?, ?> data ? data : Map.of();
  }
}
