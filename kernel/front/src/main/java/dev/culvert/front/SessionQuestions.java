package dev.culvert.front;

import dev.culvert.front.engine.JavaEngine;
import dev.culvert.front.remote.WorkerListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers what {@code %who}, {@code %history}, {@code %reset}, {@code %restart} and {@code
 * %timeout} ask. On the side thread, which is the history's, too.
 */
final class SessionQuestions {

  private final CompletableFuture<JavaEngine> engine;
  private final History history;
  private final TimeLimits limits;

  SessionQuestions(CompletableFuture<JavaEngine> engine, History history, TimeLimits limits) {
    this.engine = engine;
    this.history = history;
    this.limits = limits;
  }

  void answer(List<String> words, WorkerListener.Answered answer) {
    answer.value(answer(words));
  }

  private Object answer(List<String> words) {
    return switch (words.get(0)) {
      case "declarations" -> engine.join().declarations();
      case "import" -> {
        engine.join().importTypes(words.subList(1, words.size()));
        yield null;
      }
      case "range" -> {
        int last = number(words, 3);
        yield history.range(number(words, 1), number(words, 2), last == 0 ? 0 : last + 1, false);
      }
      case "tail" -> history.tail(number(words, 1), false);
      case "search" -> history.search(words.get(1), number(words, 2), false, false);
      case "reset" -> {
        engine.join().forgetAfterCell(false);
        yield null;
      }
      case "restart" -> {
        engine.join().forgetAfterCell(true);
        yield null;
      }
      case "limit" -> limits.general() == null ? 0L : limits.general().toMillis();
      case "limit-cells" -> {
        limits.limitCells(limit(words));
        yield null;
      }
      case "limit-cell" -> {
        limits.limitCell(limit(words));
        yield null;
      }
      default -> throw new IllegalArgumentException("no question: " + words);
    };
  }

  /** In milliseconds; 0 is none. */
  private static Duration limit(List<String> words) {
    long millis = Long.parseLong(words.get(1));
    return millis == 0 ? null : Duration.ofMillis(millis);
  }

  private static int number(List<String> words, int index) {
    return Integer.parseInt(words.get(index));
  }
}
