package dev.culvert.front;

import dev.culvert.front.engine.CellStatus;
import dev.culvert.front.engine.Completion;
import dev.culvert.front.engine.Documentation;
import dev.culvert.front.engine.JavaEngine;
import dev.culvert.front.transport.Channel;
import dev.culvert.protocol.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Requests that run no user code: one table from message type to handler. The caller brings the
 * thread, which is not the cells', so that none of them waits for a cell.
 */
final class Questions {

  private interface Handler {
    /** Answers a request; the content of the reply. */
    Map<String, Object> handle(Message request) throws Exception;
  }

  private final Map<String, Handler> handlers =
      Map.of(
          "kernel_info_request", request -> KernelInfo.content(),
          "complete_request", this::complete,
          "inspect_request", this::inspect,
          "is_complete_request", this::isComplete,
          "history_request", this::history,
          "comm_info_request", this::commInfo);

  private final Publisher publisher;
  private final CompletableFuture<JavaEngine> engine;
  private final CommRouter comms;
  private final History history;

  Questions(
      Publisher publisher,
      CompletableFuture<JavaEngine> engine,
      CommRouter comms,
      History history) {
    this.publisher = publisher;
    this.comms = comms;
    this.engine = engine;
    this.history = history;
  }

  /** Whether {@link #answer} knows this type of message. */
  boolean knows(Message request) {
    return handlers.containsKey(request.type());
  }

  void answer(Channel channel, Message request) {
    publisher.busy(request);
    Map<String, Object> content;
    try {
      content = handlers.get(request.type()).handle(request);
    } catch (Exception | Error e) { // as javac throws: a request without a reply hangs its client
      System.getLogger(Questions.class.getName())
          .log(System.Logger.Level.WARNING, request.type() + " failed", e);
      content =
          Map.of(
              "status", "error",
              "ename", e.getClass().getSimpleName(),
              "evalue", String.valueOf(e.getMessage()),
              "traceback", List.of());
    }
    publisher.reply(channel, request, content);
    publisher.idle(request);
  }

  private Map<String, Object> complete(Message request) {
    String code = request.text("code");
    Completion.Matches found = engine.join().complete(code, cursor(code, request));
    int start = code.codePointCount(0, found.start());
    int end = code.codePointCount(0, found.end());
    List<Map<String, Object>> types =
        found.matches().stream()
            .map(
                match ->
                    Map.<String, Object>of(
                        "start", start, "end", end, "text", match.text(), "type", match.type()))
            .toList();
    return Map.of(
        "status",
        "ok",
        "matches",
        found.matches().stream().map(Completion.Match::text).toList(),
        "cursor_start",
        start,
        "cursor_end",
        end,
        "metadata",
        Map.of("_jupyter_types_experimental", types));
  }

  /** The protocol counts code points, Java counts chars. */
  private static int cursor(String code, Message request) {
    int points = request.number("cursor_pos", code.codePointCount(0, code.length()));
    int bounded = Math.max(0, Math.min(points, code.codePointCount(0, code.length())));
    return code.offsetByCodePoints(0, bounded);
  }

  private Map<String, Object> inspect(Message request) {
    String code = request.text("code");
    Optional<Documentation> found = engine.join().inspect(code, cursor(code, request));
    return Map.of(
        "status", "ok",
        "found", found.isPresent(),
        "data", found.map(Documentation::data).orElse(Map.of()),
        "metadata", Map.of());
  }

  private Map<String, Object> isComplete(Message request) {
    CellStatus status = engine.join().isComplete(request.text("code"));
    return status.status().equals("incomplete")
        ? Map.of("status", status.status(), "indent", status.indent())
        : Map.of("status", status.status());
  }

  private Map<String, Object> commInfo(Message request) {
    return comms.info(request.text("target_name"));
  }

  private Map<String, Object> history(Message request) {
    boolean output = request.flag("output", false);
    int count = request.number("n", 1_000);
    List<List<Object>> found =
        switch (request.text("hist_access_type")) {
          case "range" ->
              history.range(
                  request.number("session", 0),
                  request.number("start", 1),
                  request.number("stop", 0),
                  output);
          case "search" ->
              history.search(
                  request.text("pattern").isEmpty() ? "*" : request.text("pattern"),
                  count,
                  request.flag("unique", false),
                  output);
          default -> history.tail(count, output);
        };
    return Map.of("status", "ok", "history", found);
  }
}
