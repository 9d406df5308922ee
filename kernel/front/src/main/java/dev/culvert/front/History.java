package dev.culvert.front;

import dev.culvert.front.HistoryFile.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * The inputs of this session and of those before it, for history requests. Thread safe.
 *
 * <p>Inputs are in memory at once and on disk soon: {@code writer} does that, one input after
 * another, so that no cell waits for a disk. A disk that fails is reported once; this session's
 * inputs are still known then. An input that holds a password stays in memory.
 */
final class History {

  /** SQL that sets a password in clear; MariaDB's own client keeps it out of its history, too. */
  private static final Pattern SECRET =
      Pattern.compile(
          "\\bIDENTIFIED\\s+(BY|WITH|VIA)\\b|\\bPASSWORD\\s*\\(|\\bSET\\s+PASSWORD\\b",
          Pattern.CASE_INSENSITIVE);

  private final HistoryFile file; // null: nothing is kept on disk
  private final Executor writer; // one thread
  private final List<Entry> own = new ArrayList<>(); // guarded by this; their session is 0
  private int session; // on disk; 0 before the first input was written; the writer's
  private volatile boolean broken;

  History(HistoryFile file, Executor writer) {
    this.file = file;
    this.writer = writer;
  }

  void add(int number, String input) {
    synchronized (this) {
      own.add(new Entry(0, number, input));
    }
    if (file != null && !broken && !holdsPassword(input)) {
      writer.execute(() -> write(number, input));
    }
  }

  private static boolean holdsPassword(String input) {
    return input.contains("sql") && SECRET.matcher(input).find(); // %sql, or Java's package
  }

  private void write(int number, String input) {
    try {
      if (session == 0) {
        session = file.begin(number, input);
      } else {
        file.add(new Entry(session, number, input));
      }
    } catch (IOException e) {
      broken = true;
      System.getLogger(History.class.getName())
          .log(System.Logger.Level.WARNING, "the history is not kept on disk: " + e);
    }
  }

  /** Sessions before this one; called on the writer's thread, so that its own inputs are told. */
  private List<Entry> earlier() {
    if (file == null || broken) {
      return List.of();
    }
    try {
      return file.read().stream().filter(entry -> entry.session() != session).toList();
    } catch (IOException e) {
      System.getLogger(History.class.getName())
          .log(System.Logger.Level.WARNING, "the history cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private List<Entry> all() {
    List<Entry> all = new ArrayList<>(earlier());
    synchronized (this) {
      all.addAll(own);
    }
    return all;
  }

  /** The last {@code count} entries, oldest first. */
  List<List<Object>> tail(int count, boolean withOutput) {
    return triples(last(all(), count), withOutput);
  }

  /**
   * Entries of one session from {@code start} up to but without {@code stop}, counted from 1.
   *
   * @param of the session; 0 is this one, -1 the one before
   */
  List<List<Object>> range(int of, int start, int stop, boolean withOutput) {
    List<Entry> all = all();
    int wanted = of;
    if (of < 0) {
      List<Integer> sessions =
          all.stream().map(Entry::session).filter(each -> each > 0).distinct().toList();
      wanted = sessions.size() + of < 0 ? -1 : sessions.get(sessions.size() + of);
    }
    int chosen = wanted;
    return triples(
        all.stream()
            .filter(entry -> entry.session() == chosen)
            .filter(entry -> entry.number() >= start && (stop <= 0 || entry.number() < stop))
            .toList(),
        withOutput);
  }

  /**
   * The last {@code count} entries that match a pattern of {@code *} and {@code ?}.
   *
   * @param unique whether equal inputs count once, the newest
   */
  List<List<Object>> search(String glob, int count, boolean unique, boolean withOutput) {
    Pattern pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
    List<Entry> found =
        new ArrayList<>(
            all().stream().filter(entry -> pattern.matcher(entry.input()).matches()).toList());
    if (unique) {
      Map<String, Entry> newest = new LinkedHashMap<>();
      for (Entry entry : found) {
        newest.remove(entry.input()); // an older one gives up its place
        newest.put(entry.input(), entry);
      }
      found = new ArrayList<>(newest.values());
    }
    return triples(last(found, count), withOutput);
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
    return regex.toString();
  }

  private static List<Entry> last(List<Entry> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** As the protocol wants them: session (0 is this one), line number, and the input. */
  private static List<List<Object>> triples(List<Entry> chosen, boolean withOutput) {
    List<List<Object>> triples = new ArrayList<>();
    for (Entry entry : chosen) {
      // Outputs are not kept, so the second of the pair is null: that is what the protocol allows.
      Object input = withOutput ? Arrays.asList(entry.input(), null) : entry.input();
      triples.add(List.of(entry.session(), entry.number(), input));
    }
    return triples;
  }
}
