package dev.culvert.front;

import dev.culvert.front.engine.CellError;
import dev.culvert.front.engine.CellOutcome;
import dev.culvert.front.engine.Documentation;
import dev.culvert.front.engine.HelpLine;
import dev.culvert.front.engine.JavaEngine;
import dev.culvert.front.output.CellOutput;
import dev.culvert.front.output.Iopub;
import dev.culvert.front.output.Outlet;
import dev.culvert.front.transport.Channel;
import dev.culvert.protocol.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Runs execute requests one after another, on a thread of its own.
 *
 * <p>Invariant: a cell's idle is sent when all it wrote before its end was published.
 */
final class CellRunner {

  private final Publisher publisher;
  private final CompletableFuture<JavaEngine> engine;
  private final History history;
  private final Outlet outlet;
  private final TimeLimits limits;
  private final LinkedBlockingDeque<Message> queue = new LinkedBlockingDeque<>();
  private final Map<Integer, CellOutput> outputs = new ConcurrentHashMap<>();
  private final Queue<Map<String, Object>> payloads = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(null, this::loop, "cells", 0, false);

  private volatile int runningId; // 0 between cells

  // Owned by the cells thread.
  private int executionCount;
  private int nextCellId = 1; // unlike the count, never the same twice

  CellRunner(
      Publisher publisher,
      CompletableFuture<JavaEngine> engine,
      History history,
      Outlet outlet,
      TimeLimits limits) {
    this.publisher = publisher;
    this.engine = engine;
    this.history = history;
    this.outlet = outlet;
    this.limits = limits;
  }

  void start() {
    thread.start();
  }

  /** Queues an execute request; any thread. */
  void add(Message request) {
    queue.add(request);
  }

  /** Where a cell's output goes, also long after it ended; null for a cell that never was. */
  CellOutput output(int cellId) {
    return outputs.get(cellId);
  }

  /** What the notebook may ask about output. */
  OutputQuestions aboutOutput() {
    return new OutputQuestions(outlet, outputs);
  }

  /** Interrupts the running cell; kept for it while the compiler still starts. */
  void interrupt() {
    int id = runningId;
    if (id != 0) {
      engine.thenAccept(started -> started.interrupts().interrupt(id));
    }
  }

  /** Lets go of what cells wrote; nothing runs any more. */
  void close() {
    Set.copyOf(outputs.values()).forEach(CellOutput::close);
  }

  /** Takes no more requests; the running cell is not waited for. */
  void stop() {
    thread.interrupt();
  }

  private void loop() {
    try {
      while (true) {
        run(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the kernel ends
    }
  }

  private void run(Message request) throws InterruptedException {
    int cellId = nextCellId++;
    runningId = cellId; // before the client hears of it, and interrupts
    publisher.running(request);
    publisher.busy(request);
    boolean silent = request.flag("silent", false);
    boolean counted = !silent && request.flag("store_history", true);
    String code = request.text("code");
    int number = counted ? ++executionCount : executionCount;
    Iopub iopub = silent ? new StreamsOnly() : publisher;
    CellOutput output = new CellOutput(number, remembered(request), iopub, outlet);
    outputs.put(cellId, output);
    if (counted) {
      history.add(number, code);
    }
    if (!silent) {
      output.publish("execute_input", Map.of("code", code, "execution_count", number));
    }
    Optional<String> topic = HelpLine.topic(code);
    CellOutcome outcome =
        topic.isPresent() ? explain(topic.get()) : evaluate(cellId, number, code, output);
    if (outcome.error() == null) {
      Map<String, Object> expressions = userExpressions(request, number, output);
      succeed(request, output, outcome, number, silent, expressions);
    } else {
      fail(request, output, outcome.error(), number, silent);
    }
  }

  /** What late output needs of a request; its code would be kept for as long as the kernel runs. */
  private static Message remembered(Message request) {
    return new Message(
        request.identities(),
        request.header(),
        Map.of(),
        Map.of(),
        Map.of("allow_stdin", request.flag("allow_stdin", true)),
        List.of());
  }

  /** For {@code ?name}: what inspection finds, beside the notebook. */
  private CellOutcome explain(String topic) {
    Optional<Documentation> found = engine.join().inspect(topic, topic.length());
    if (found.isEmpty()) {
      return new CellOutcome(
          null,
          CellError.plain(
              "NotFound",
              "nothing is known of '"
                  + topic
                  + "'. Ask for a class, a method, a variable or a %magic that this notebook"
                  + " sees."));
    }
    addPayload(Payloads.page(MimeContent.of(found.get().data())));
    return new CellOutcome(null, null);
  }

  /** Adds to the reply of the running cell; any thread. */
  void addPayload(Map<String, Object> payload) {
    payloads.add(payload);
  }

  private List<Map<String, Object>> takePayloads() {
    List<Map<String, Object>> taken = new ArrayList<>();
    payloads.removeIf(taken::add);
    return taken;
  }

  /** Each expression is a cell of its own for the worker; what it prints is this cell's. */
  private Map<String, Object> userExpressions(Message request, int number, CellOutput output)
      throws InterruptedException {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (Map.Entry<String, Object> asked : request.object("user_expressions").entrySet()) {
      int cellId = nextCellId++;
      runningId = cellId;
      outputs.put(cellId, output);
      CellOutcome outcome = evaluate(cellId, number, String.valueOf(asked.getValue()), output);
      Map<String, Object> answer = new LinkedHashMap<>();
      if (outcome.error() == null) {
        Map<String, String> result = outcome.result();
        answer.put("status", "ok");
        answer.put("data", result == null ? Map.of() : MimeContent.of(result));
        answer.put("metadata", Map.of());
      } else {
        answer.put("status", "error");
        answer.putAll(content(outcome.error()));
      }
      answers.put(asked.getKey(), answer);
    }
    return answers;
  }

  private CellOutcome evaluate(int cellId, int number, String code, CellOutput output)
      throws InterruptedException {
    JavaEngine started = engine.join();
    limits.begin(cellId);
    try {
      return started.run(cellId, number, code, output);
    } catch (RuntimeException | Error e) { // else no cell would be run any more
      return new CellOutcome(null, CellError.ofCompiler(e));
    } finally {
      limits.end();
    }
  }

  private void succeed(
      Message request,
      CellOutput output,
      CellOutcome outcome,
      int number,
      boolean silent,
      Map<String, Object> expressions)
      throws InterruptedException {
    output.end();
    if (outcome.result() != null && !silent) {
      output.publish(
          "execute_result",
          Map.of(
              "execution_count",
              number,
              "data",
              MimeContent.of(outcome.result()),
              "metadata",
              Map.of()));
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status", "ok");
    content.put("execution_count", number);
    content.put("user_expressions", expressions);
    content.put("payload", takePayloads());
    reply(request, output, content);
  }

  private void fail(Message request, CellOutput output, CellError error, int number, boolean silent)
      throws InterruptedException {
    output.end();
    if (!silent) {
      output.publish("error", content(error));
    }
    payloads.clear();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("status", "error");
    content.put("execution_count", number);
    content.putAll(content(error));
    List<Message> queued = new ArrayList<>();
    if (request.flag("stop_on_error", true)) {
      queue.drainTo(queued); // before the reply: what a client sends when it has that is to run
    }
    reply(request, output, content);
    queued.forEach(this::abort);
  }

  private static Map<String, Object> content(CellError error) {
    return Map.of("ename", error.name(), "evalue", error.message(), "traceback", error.trace());
  }

  private void reply(Message request, CellOutput output, Map<String, Object> content)
      throws InterruptedException {
    output.awaitPublished();
    runningId = 0;
    publisher.running(null);
    publisher.reply(Channel.SHELL, request, content);
    publisher.idle(request);
  }

  /** What a silent cell shows. */
  private final class StreamsOnly implements Iopub {

    @Override
    public void publish(Message parent, String type, Map<String, Object> content) {
      if (type.equals("stream")) {
        publisher.publish(parent, type, content);
      }
    }

    @Override
    public boolean hasRoom() {
      return publisher.hasRoom();
    }
  }

  private void abort(Message request) {
    publisher.busy(request);
    publisher.reply(Channel.SHELL, request, Map.of("status", "aborted"));
    publisher.idle(request);
  }
}
