package dev.culvert.front;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The inputs of all sessions on disk: one JSON object a line, readable by this user alone.
 *
 * <p>Invariant: lines are only added at the end, under a lock that other kernels respect, so many
 * kernels can share the file; a line that is cut short by a crash is skipped. When a session begins
 * and there are more than {@value #MOST} lines, the older half goes.
 */
final class HistoryFile {

  private static final int MOST = 20_000;
  private static final String SESSION_KEY = "session";

  /** How {@link #line} begins. */
  private static final String BEGINNING = "{\"" + SESSION_KEY + "\":";

  /** One input. */
  record Entry(int session, int number, String input) {}

  private final Path path;

  HistoryFile(Path path) {
    this.path = path;
  }

  /** Where inputs are kept unless the user says otherwise. */
  static Path standard(Map<String, String> environment) {
    String data = environment.get("XDG_DATA_HOME");
    Path folder =
        data == null || data.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(data);
    return folder.resolve("culvert").resolve("history.jsonl");
  }

  List<Entry> read() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    return parse(Files.readString(path, StandardCharsets.UTF_8));
  }

  private static List<Entry> parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String line : text.split("\n")) {
      try {
        Map<String, Object> map = JSON.std.mapFrom(line);
        if (map.get(SESSION_KEY) instanceof Number session
            && map.get("line") instanceof Number number
            && map.get("input") instanceof String input) {
          entries.add(new Entry(session.intValue(), number.intValue(), input));
        }
      } catch (IOException e) {
        continue; // cut short by a crash, or no line of ours
      }
    }
    return entries;
  }

  /** What lines tell at a glance: a kernel that starts has better things to do than to parse. */
  private record Glance(int lines, int newestSession) {

    static Glance at(String text) {
      int lines = 0;
      int newest = 0;
      for (int at = 0; at < text.length(); at = nextLine(text, at)) {
        lines++;
        if (text.startsWith(BEGINNING, at)) {
          newest = Math.max(newest, number(text, at + BEGINNING.length()));
        }
      }
      return new Glance(lines, newest);
    }

    private static int nextLine(String text, int at) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end + 1;
    }

    private static int number(String text, int from) {
      int number = 0;
      for (int at = from; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
        number = number * 10 + Character.digit(text.charAt(at), 10);
      }
      return number;
    }
  }

  private static String line(Entry entry) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(SESSION_KEY, entry.session);
    map.put("line", entry.number);
    map.put("input", entry.input);
    return JSON.std.asString(map) + "\n";
  }

  /**
   * Adds the first input of a session.
   *
   * @return the number of the session, which no other one has
   */
  int begin(int number, String input) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    try (FileChannel channel = open();
        FileLock lock = channel.lock()) {
      byte[] bytes = Channels.newInputStream(channel).readAllBytes();
      String text = new String(bytes, StandardCharsets.ISO_8859_1); // to look at, not to show
      Glance before = Glance.at(text);
      int session = before.newestSession + 1;
      if (before.lines > MOST) {
        List<Entry> all = parse(new String(bytes, StandardCharsets.UTF_8));
        channel.truncate(0);
        for (Entry entry : all.subList(Math.max(0, all.size() - MOST / 2), all.size())) {
          write(channel, line(entry));
        }
      } else if (!text.isEmpty() && !text.endsWith("\n")) {
        write(channel, "\n"); // after a line that was cut short
      }
      write(channel, line(new Entry(session, number, input)));
      return session;
    }
  }

  void add(Entry entry) throws IOException {
    try (FileChannel channel = open();
        FileLock lock = channel.lock()) {
      write(channel, line(entry));
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.position(channel.size());
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
