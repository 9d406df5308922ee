package dev.culvert.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The inputs of this session, for history requests. Thread safe. */
final class History {

  private record Entry(int number, String input) {}

  private final List<Entry> entries = new ArrayList<>(); // guarded by this

  synchronized void add(int number, String input) {
    entries.add(new Entry(number, input));
  }

  /** The last {@code count} entries, oldest first. */
  synchronized List<List<Object>> tail(int count, boolean withOutput) {
    return triples(last(entries, count), withOutput);
  }

  /** Entries from {@code start} up to but without {@code stop}, counted from 1. */
  synchronized List<List<Object>> range(int start, int stop, boolean withOutput) {
    return triples(
        entries.stream()
            .filter(entry -> entry.number >= start && (stop <= 0 || entry.number < stop))
            .toList(),
        withOutput);
  }

  /**
   * The last {@code count} entries that match a pattern of {@code *} and {@code ?}.
   *
   * @param unique whether equal inputs count once, the newest
   */
  synchronized List<List<Object>> search(
      String glob, int count, boolean unique, boolean withOutput) {
    Pattern pattern =
        Pattern.compile(
            "\\Q" + glob.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E", Pattern.DOTALL);
    List<Entry> found =
        new ArrayList<>(
            entries.stream().filter(entry -> pattern.matcher(entry.input).matches()).toList());
    if (unique) {
      Map<String, Entry> newest = new LinkedHashMap<>();
      for (Entry entry : found) {
        newest.remove(entry.input); // an older one gives up its place
        newest.put(entry.input, entry);
      }
      found = new ArrayList<>(newest.values());
    }
    return triples(last(found, count), withOutput);
  }

  private static List<Entry> last(List<Entry> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** As the protocol wants them: session (0 is this one), line number, and the input. */
  private static List<List<Object>> triples(List<Entry> chosen, boolean withOutput) {
    List<List<Object>> triples = new ArrayList<>();
    for (Entry entry : chosen) {
      // Outputs are not kept, so the second of the pair is null: that is what the protocol allows.
      Object input = withOutput ? Arrays.asList(entry.input, null) : entry.input;
      triples.add(List.of(0, entry.number, input));
    }
    return triples;
  }
}
