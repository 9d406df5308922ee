package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import dev.culvert.front.engine.Completion.Match;
import dev.culvert.front.engine.Completion.Matches;
import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A place in a magic's text that is in another language, as SQL: the magic itself knows what may
 * stand there, and is asked in the worker, on a thread that no cell blocks.
 *
 * @param magic the magic's name
 * @param text what stands behind the name
 * @param cursor the place in it
 * @param offset where the text begins in the cell
 * @param cell whether it is {@code %%name}
 */
record ForeignText(String magic, String text, int cursor, int offset, boolean cell) {

  private static final int PATIENCE_MILLIS = 300;

  /** The text around the cursor; empty where it is Java, or the magic's own words. */
  static Optional<ForeignText> at(Supplier<MagicCatalog> catalog, String code, int cursor) {
    int first = 0;
    while (first < code.length() && Character.isWhitespace(code.charAt(first))) {
      first++;
    }
    if (code.startsWith("%%", first)) {
      return of(catalog, code, first + 2, code.length(), cursor, true);
    }
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    int lineEnd = code.indexOf('\n', cursor);
    String line = code.substring(lineStart, cursor);
    int value = line.indexOf("= %");
    int percent = line.stripLeading().startsWith("%") ? line.indexOf('%') : value + 2;
    return percent < 2 && value < 0 && !line.stripLeading().startsWith("%")
        ? Optional.empty()
        : of(
            catalog,
            code,
            lineStart + percent + 1,
            lineEnd < 0 ? code.length() : lineEnd,
            cursor,
            false);
  }

  private static Optional<ForeignText> of(
      Supplier<MagicCatalog> catalog, String code, int start, int end, int cursor, boolean cell) {
    int at = start;
    while (at < end && (Character.isLetterOrDigit(code.charAt(at)) || code.charAt(at) == '_')) {
      at++;
    }
    if (cursor <= at) {
      return Optional.empty();
    }
    String name = code.substring(start, at);
    int offset = at;
    return catalog
        .get()
        .find(name)
        .filter(CommandModel::rawText)
        .filter(model -> isForeign(model, code.substring(offset, cursor), cell))
        .map(
            model ->
                new ForeignText(name, code.substring(offset, end), cursor - offset, offset, cell));
  }

  /** Whether the words before the cursor are no longer options and commands. */
  private static boolean isForeign(CommandModel model, String before, boolean cell) {
    if (cell && before.indexOf('\n') >= 0) {
      return true;
    }
    String word = Completion.lastWord(before);
    if (word.startsWith("-")) {
      return false;
    }
    String[] words = before.substring(0, before.length() - word.length()).strip().split("\\s+");
    boolean valueFollows = false;
    for (String each : words) {
      if (valueFollows) {
        valueFollows = false;
      } else if (each.startsWith("-")) {
        valueFollows =
            model.options().stream()
                .anyMatch(option -> option.takesValue() && option.names().contains(each));
      } else if (!each.isEmpty()) {
        return model.subcommand(each).isEmpty();
      }
    }
    boolean command =
        word.isEmpty()
            || model.subcommands().stream().anyMatch(below -> below.name().startsWith(word));
    return !valueFollows && (cell || !command);
  }

  /** Asks the magic; an answer that does not come in time is none. */
  Matches complete(Wire worker) {
    int place = offset + cursor;
    Matches none = new Matches(List.of(), place, place);
    Packet question = new Packet().put(magic).put(text).put(cursor).put(cell);
    try {
      Packet.Reader answer =
          worker.request(FrameType.SUGGEST, question).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      int start = answer.readInt();
      List<String> texts = answer.readTexts();
      List<String> types = answer.readTexts();
      List<Match> matches = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        matches.add(new Match(texts.get(i), types.get(i)));
      }
      return new Matches(matches, offset + start, place);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none;
    } catch (TimeoutException | ExecutionException e) {
      System.getLogger(ForeignText.class.getName())
          .log(System.Logger.Level.DEBUG, "no suggestions from %" + magic, e);
      return none;
    }
  }
}
