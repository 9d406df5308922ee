package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culvert.protocol.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What one cell says, on its way to iopub: for as long as anything may still write for that cell,
 * which may be long after it ended.
 *
 * <p>Invariant: text is published in the order in which it came, over both streams, and before
 * anything that is published later for this cell. It waits at most {@value #WAIT_MILLIS} ms for
 * more text to share its message with, and beyond that for {@link Pacer}, and for who listens,
 * alone. What the cell wrote is shown up to the limit: its beginning at once, its last bytes when
 * the cell ends, or, when it had ended already, when it falls silent. Between them a notice says
 * how much is left out and which file holds all of it; nothing is left out without a notice.
 *
 * <p>Memory is bounded: who reads a pipe waits while {@value #BACKLOG} bytes wait to be published;
 * what came by the wire, whose reader must not wait, is left out then. Who shows displays is held
 * up in the worker ({@link #awaitRoom(Runnable)}).
 *
 * <p>Guarded by this.
 */
public final class CellOutput {

  private static final int WAIT_MILLIS = 20;
  private static final int BEHIND_MILLIS = 5; // before it is seen again whether who listens kept up
  private static final int BACKLOG = 8 << 20;
  private static final int MESSAGES = 500; // that wait when who shows more has to wait, too
  private static final int TAIL = 64_000;
  private static final int FAR = 4_000; // bytes of a line that is rather cut than left out
  private static final int TICK_MILLIS = 1_000;

  private final int number;
  private final Message parent;
  private final Iopub iopub;
  private final Outlet outlet;
  private final CellRecord record; // null where nothing is ever left out
  private final Map<StreamName, Source> late = new EnumMap<>(StreamName.class);
  private final Map<StreamName, LinePrefix> prefixes = new EnumMap<>(StreamName.class);
  private final Backlog backlog = new Backlog();
  private final Deque<Held> holding = new ArrayDeque<>(); // newest first
  private Held kept; // null when nobody is about to ask for it
  private final List<Runnable> awaitingRoom = new ArrayList<>();
  private boolean drainScheduled;
  private boolean ended;

  private long written; // bytes, all of them
  private long writtenToErr; // of these
  private long writtenLate; // of these, since the cell ended
  private long shown; // bytes since the cell was cleared, without the tail
  private long leftOut; // bytes that were neither shown nor are in the tail
  private Tail tail; // null while everything is shown
  private String notice = ""; // display id of the notice; empty before there is one
  private long noted; // leftOut as the notice says it
  private boolean everLeftOut;
  private boolean tickScheduled;
  private long writtenAtTick;

  /**
   * @param number the cell's, as the user sees it
   * @param parent the request that started it
   */
  public CellOutput(int number, Message parent, Iopub iopub, Outlet outlet) {
    this.number = number;
    this.parent = parent;
    this.iopub = iopub;
    this.outlet = outlet;
    record = outlet.newRecord(number);
  }

  /** The request that started the cell. */
  public Message parent() {
    return parent;
  }

  // ---- what the cell writes -----------------------------------------------------------------

  /** One sequence of bytes, whose characters may be cut anywhere. Belongs to one thread. */
  public final class Source {

    private final StreamName stream;
    private final boolean patient;
    private final Utf8Joiner joiner = new Utf8Joiner();

    private Source(StreamName stream, boolean patient) {
      this.stream = stream;
      this.patient = patient;
    }

    /**
     * Hands bytes to the cell, which nobody is known to have written; may wait when they come from
     * a pipe.
     */
    public void write(byte[] bytes, int offset, int length) {
      write("", bytes, offset, length);
    }

    /** Likewise, with who wrote them. */
    public void write(String writer, byte[] bytes, int offset, int length) {
      CellOutput.this.write(this, writer, bytes, offset, length);
    }

    /** No more will come. */
    public void end() {
      synchronized (CellOutput.this) {
        if (tail == null) {
          append(stream, joiner.end());
        }
      }
    }
  }

  /** For a pipe, whose reader may be held up. */
  public Source pipe(StreamName stream) {
    return new Source(stream, true);
  }

  /** For what comes by the wire when the cell has ended. */
  public synchronized Source late(StreamName stream) {
    return late.computeIfAbsent(stream, name -> new Source(name, false));
  }

  private synchronized void write(
      Source source, String writer, byte[] bytes, int offset, int length) {
    if (source.patient) {
      awaitRoom();
    }
    for (Held held : holding) {
      if (held.wants(source.stream)) {
        if (held.add(source.stream, bytes, offset, length)) {
          return;
        }
        put(held.overflow());
      }
    }
    written += length;
    writtenToErr += source.stream == StreamName.STDERR ? length : 0;
    writtenLate += ended ? length : 0;
    if (outlet.isPrefixed()) {
      String who = writer.isEmpty() ? "child" : writer;
      byte[] marked =
          prefixes
              .computeIfAbsent(source.stream, name -> new LinePrefix())
              .mark(who, bytes, offset, length);
      accept(source, marked, 0, marked.length);
    } else {
      accept(source, bytes, offset, length);
    }
  }

  /** Shows bytes as far as the limit lets it, and records them. */
  private void accept(Source source, byte[] bytes, int offset, int length) {
    int fits = record == null ? length : admit(source, bytes, offset, length);
    if (fits > 0) {
      shown += fits;
      append(source.stream, source.joiner.add(bytes, offset, fits));
    }
    if (record != null) {
      record.add(bytes, offset, length);
      outlet.holds(this, record.inMemory());
      if (fits < length) {
        hide(source.stream, bytes, offset + fits, length - fits);
      }
    }
  }

  private void awaitRoom() {
    try {
      while (backlog.size() > BACKLOG) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the kernel ends
    }
  }

  /** How many of these bytes are shown at once: up to a line's end, or at least a character's. */
  private int admit(Source source, byte[] bytes, int offset, int length) {
    if (tail != null || (!source.patient && backlog.size() > BACKLOG)) {
      return 0;
    }
    long room = outlet.limit() == Size.NONE ? length : outlet.limit() - tailSize() - shown;
    if (length <= room) {
      return length;
    }
    int fits = (int) Math.max(0, room);
    for (int end = fits; end > 0; end--) {
      if (bytes[offset + end - 1] == '\n') {
        return end;
      }
    }
    while (fits > 0 && (bytes[offset + fits] & 0xC0) == 0x80) {
      fits--;
    }
    return fits;
  }

  private int tailSize() {
    return (int) Math.min(TAIL, outlet.limit() / 4);
  }

  private void hide(StreamName stream, byte[] bytes, int offset, int length) {
    if (tail == null) {
      tail = new Tail(tailSize());
    }
    leftOut += tail.add(stream, bytes, offset, length);
    scheduleTick();
  }

  // ---- what is captured ---------------------------------------------------------------------

  /**
   * Holds back from now on what the kinds name, as of {@link Held}; within what is held back
   * already.
   */
  public synchronized void hold(Set<String> kinds) {
    holding.push(new Held(kinds));
  }

  /** Ends what {@link #hold} began last, and keeps what came for {@link #takeKept}. */
  public synchronized void keep() {
    kept = holding.poll();
  }

  /** Ends what {@link #hold} began last, and shows what came. */
  public synchronized void release() {
    Held held = holding.poll();
    if (held != null) {
      put(held.parts());
    }
  }

  /**
   * What {@link #keep} kept last.
   *
   * @throws IllegalArgumentException when it was too much to keep
   */
  public synchronized Map<String, Object> takeKept() {
    if (kept == null) {
      throw new IllegalArgumentException("nothing is captured in this cell");
    }
    Held taken = kept;
    kept = null;
    return taken.tree();
  }

  /** Shows what was held back, or gives it to who holds back around it. */
  private void put(List<Held.Part> parts) {
    for (Held.Part part : parts) {
      if (part.display() != null) {
        display(part.display());
      } else {
        byte[] bytes = part.bytes().toByteArray();
        late(part.stream()).write(bytes, 0, bytes.length);
      }
    }
  }

  /** Shows or updates something, unless displays are held back. */
  public synchronized void display(Display display) {
    boolean update = display.type().equals(Display.UPDATE);
    for (Held held : holding) {
      if (held.wantsDisplays()) {
        if (update ? held.update(display) : held.add(display)) {
          return;
        }
        if (!update) {
          put(held.overflow());
        }
      }
    }
    publish(display.type(), display.content(), display.size());
  }

  /** Removes what the cell put out so far; of what is held back only that. */
  public synchronized void clear(boolean wait) {
    if (holding.isEmpty()) {
      forgetShown();
      publish("clear_output", Map.of("wait", wait));
    } else {
      holding.peek().clear();
    }
  }

  // ---- what is left out ---------------------------------------------------------------------

  private void scheduleTick() {
    if (!tickScheduled) {
      tickScheduled = true;
      schedule(this::tick, TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
    }
  }

  private synchronized void tick() {
    tickScheduled = false;
    boolean silent = written == writtenAtTick;
    writtenAtTick = written;
    record.flush();
    if (noted != leftOut) {
      note();
    }
    if (!silent) {
      scheduleTick();
    } else if (ended) {
      showTail();
      record.close();
    }
  }

  /** Says how much is left out, or corrects what was said. */
  private void note() {
    boolean first = notice.isEmpty();
    if (first) {
      notice = UUID.randomUUID().toString();
      everLeftOut = true;
      record.toFile();
    }
    noted = leftOut;
    backlog.message(
        first ? "display_data" : "update_display_data",
        Map.of(
            "data",
            Notice.of(leftOut, written, record),
            "metadata",
            Map.of(),
            "transient",
            Map.of("display_id", notice)),
        0);
    drain();
  }

  private void showTail() {
    if (tail == null || tail.isEmpty()) {
      return;
    }
    boolean cut = tail.isCut();
    List<Tail.Part> parts = tail.take();
    int from = cut ? startOfLine(parts.get(0).bytes()) : 0;
    leftOut += from;
    if (leftOut > 0) {
      note();
    }
    Utf8Joiner joiner = new Utf8Joiner();
    for (Tail.Part part : parts) {
      append(part.stream(), joiner.add(part.bytes(), from, part.bytes().length - from));
      from = 0;
    }
    drain();
  }

  /** Where the first whole line begins, or, if it is far, the first whole character. */
  private static int startOfLine(byte[] bytes) {
    for (int i = 0; i < Math.min(FAR, bytes.length - 1); i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    int from = 0;
    while (from < Math.min(3, bytes.length) && (bytes[from] & 0xC0) == 0x80) {
      from++;
    }
    return from;
  }

  /** Whether the lines of all cells are marked with who wrote them, from the next byte on. */
  public void setPrefixed(boolean value) {
    outlet.setPrefixed(value);
  }

  /** The cell ends: what it wrote last is shown, and what comes from now on is late. */
  public synchronized void end() {
    while (!holding.isEmpty()) { // its code did not come to the end
      release();
    }
    ended = true;
    if (tail != null) {
      record.flush();
      showTail();
      scheduleTick();
    } else if (record != null) {
      record.close();
    }
  }

  /** What became of the cell's output; empty when it wrote nothing. */
  public synchronized Optional<Account> account() {
    boolean inFile = record != null && record.file() != null;
    return written == 0
        ? Optional.empty()
        : Optional.of(
            new Account(
                number,
                ended,
                written - writtenToErr,
                writtenToErr,
                writtenLate,
                leftOut,
                inFile ? record.file().toString() : ""));
  }

  /**
   * What became of a cell's output, in bytes.
   *
   * @param file where all of it stands; empty when that is in memory alone
   */
  public record Account(
      int cell, boolean ended, long stdout, long stderr, long late, long leftOut, String file) {}

  /**
   * Writes all that the cell wrote to a file, which is replaced.
   *
   * @return how many bytes
   * @throws IOException also when nothing was kept
   */
  public synchronized long saveTo(Path target) throws IOException {
    if (record == null) {
      throw new IOException("nothing of it was kept, since limit and pace were off when it began");
    }
    if (record.file() != null && Files.exists(target) && Files.isSameFile(record.file(), target)) {
      throw new IOException("it is the file that has it already");
    }
    return record.saveTo(target);
  }

  /** Moves what is in memory to the file. */
  synchronized void recordToFile() {
    record.toFile();
    record.close();
    outlet.holds(this, record.inMemory());
  }

  /** The kernel ends: a file that no notice names goes. */
  public synchronized void close() {
    if (record == null) {
      return;
    }
    record.close();
    if (everLeftOut) {
      return;
    }
    try {
      record.delete();
    } catch (IOException e) {
      System.getLogger(CellOutput.class.getName())
          .log(System.Logger.Level.DEBUG, "output of cell " + number + " stays behind", e);
    }
  }

  // ---- on its way ---------------------------------------------------------------------------

  /** Adds a text of the kernel's own, which is shown whatever the limit. */
  public synchronized void append(StreamName stream, String text) {
    append(stream, ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private void append(StreamName stream, ByteBuffer text) {
    if (!text.hasRemaining()) {
      return;
    }
    backlog.text(stream, text.array(), text.position(), text.remaining());
    if (backlog.isFull()) {
      drain();
    } else {
      scheduleDrain(TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS));
    }
  }

  private void scheduleDrain(long nanos) {
    if (!drainScheduled) {
      drainScheduled = true;
      schedule(this::timedDrain, nanos);
    }
  }

  private void schedule(Runnable task, long nanos) {
    try {
      outlet.timer().schedule(task, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The kernel has ended: nobody listens any more.
    }
  }

  private synchronized void timedDrain() {
    drainScheduled = false;
    drain();
  }

  private void drain() {
    while (!backlog.isEmpty()) {
      long delay = delayOfNext();
      if (delay > 0) {
        scheduleDrain(delay);
        break;
      }
      backlog.publishFirst(parent, iopub);
    }
    if (hasRoom() && !awaitingRoom.isEmpty()) {
      awaitingRoom.forEach(Runnable::run);
      awaitingRoom.clear();
    }
    notifyAll();
  }

  private long delayOfNext() {
    if (!iopub.hasRoom()) {
      return TimeUnit.MILLISECONDS.toNanos(BEHIND_MILLIS);
    }
    return outlet.isPaced() ? outlet.delay(this, backlog.cost()) : 0;
  }

  /**
   * Who shows much asks for room from time to time, and waits for it.
   *
   * @param goOn runs when little waits to be published, on any thread, and must return at once
   */
  public synchronized void awaitRoom(Runnable goOn) {
    if (hasRoom()) {
      goOn.run();
    } else {
      awaitingRoom.add(goOn);
    }
  }

  private boolean hasRoom() {
    return backlog.messages() < MESSAGES && backlog.size() <= BACKLOG;
  }

  /** Publishes what waits, as far as the pace lets it. */
  public synchronized void flush() {
    drain();
  }

  /** Publishes a message of this cell after all text that came before. */
  public synchronized void publish(String type, Map<String, Object> content) {
    publish(type, content, 0);
  }

  private void publish(String type, Map<String, Object> content, int size) {
    backlog.message(type, content, size);
    drain();
  }

  /** Nothing of the cell is shown any more, so it may fill its limit again. */
  private void forgetShown() {
    shown = 0;
    leftOut = 0;
    noted = 0;
    tail = null;
    notice = "";
  }

  /** Waits until everything that came so far is published; a few seconds at most. */
  public synchronized void awaitPublished() throws InterruptedException {
    while (!backlog.isEmpty()) {
      wait();
    }
  }
}
