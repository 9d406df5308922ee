package dev.culvert.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The flags of an execute request.
 *
 * @param silent publish nothing, count nothing
 * @param storeHistory count the cell and keep it in the history
 * @param allowStdin whether the kernel may ask for input
 * @param stopOnError drop the queued cells after a failure
 * @param userExpressions evaluated after the cell, name to expression
 */
public record ExecuteOptions(
    boolean silent,
    boolean storeHistory,
    boolean allowStdin,
    boolean stopOnError,
    Map<String, String> userExpressions) {

  public ExecuteOptions {
    userExpressions = Map.copyOf(userExpressions);
  }

  /** As a notebook sends a cell; input is not offered. */
  public static ExecuteOptions standard() {
    return new ExecuteOptions(false, true, false, true, Map.of());
  }

  public ExecuteOptions withSilent(boolean value) {
    return new ExecuteOptions(value, storeHistory, allowStdin, stopOnError, userExpressions);
  }

  public ExecuteOptions withStoreHistory(boolean value) {
    return new ExecuteOptions(silent, value, allowStdin, stopOnError, userExpressions);
  }

  public ExecuteOptions withStdin(boolean value) {
    return new ExecuteOptions(silent, storeHistory, value, stopOnError, userExpressions);
  }

  public ExecuteOptions withStopOnError(boolean value) {
    return new ExecuteOptions(silent, storeHistory, allowStdin, value, userExpressions);
  }

  public ExecuteOptions withUserExpressions(Map<String, String> value) {
    return new ExecuteOptions(silent, storeHistory, allowStdin, stopOnError, value);
  }

  Map<String, Object> content(String code) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("code", code);
    content.put("silent", silent);
    content.put("store_history", storeHistory);
    content.put("user_expressions", userExpressions);
    content.put("allow_stdin", allowStdin);
    content.put("stop_on_error", stopOnError);
    return content;
  }
}
