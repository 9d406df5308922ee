package dev.culvert.worker;

import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Mark;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Shown;
import dev.culvert.worker.wire.Wire;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Where {@code System.out} and {@code System.err} go, cell by cell.
 *
 * <p>Invariant: while a cell runs, what its threads print goes to file descriptor 1 or 2, the same
 * pipe that its children and its native code write to, so one order holds for all of them. What
 * belongs to another cell goes by the wire, tagged with that cell, because the descriptors belong
 * to the newest cell only. Nothing is dropped: output without a cell is the running cell's, or the
 * last one's.
 *
 * <p>Hazard: stdout and stderr are two pipes, and displays go by the wire, so order between them is
 * kept by {@link Mark}s: whenever a Java thread changes channel, the old pipe gets "reached n" and
 * the new one "await n". All of this happens under one lock, which is held while writing: a full
 * pipe holds up other printers, never the front, which always reads. The wire takes what it is
 * given, so who prints much by it waits from time to time, outside of the lock, until the front has
 * published most of it.
 */
final class Streams {

  private enum Channel {
    OUT(FileDescriptor.out),
    ERR(FileDescriptor.err);

    private final FileOutputStream descriptor;

    Channel(FileDescriptor descriptor) {
      this.descriptor = new FileOutputStream(descriptor);
    }

    Channel other() {
      return this == OUT ? ERR : OUT;
    }
  }

  private static final int LATE_AT_ONCE = 1 << 20; // bytes

  private final Wire wire;
  private final Posix posix;
  private final Attribution attribution; // changed under lock only
  private final LineStream out = new LineStream(new Routed(Channel.OUT), this::printed);
  private final LineStream err = new LineStream(new Routed(Channel.ERR), this::printed);
  private final Object lock = new Object();

  private final Writers writers = new Writers(); // changed under lock only

  // Guarded by lock.
  private byte[] secret;
  private Channel last; // channel of the last Java write of this cell; null before the first
  private int moment;
  private boolean prefixed;
  private int lateCell; // that something was printed for last by the wire; 0 for none
  private volatile int lateSinceAsked; // bytes since somebody waited; changed under lock only

  Streams(Wire wire, Posix posix, Attribution attribution) {
    this.wire = wire;
    this.posix = posix;
    this.attribution = attribution;
  }

  /**
   * Makes our streams those of the JVM. A cell may set others, which then get what it prints; the
   * next cell begins with ours again.
   */
  void install() {
    replace(System.out, out, System::setOut);
    replace(System.err, err, System::setErr);
  }

  private static void replace(PrintStream current, PrintStream ours, Consumer<PrintStream> set) {
    if (current != ours) {
      current.flush();
      set.accept(ours);
    }
  }

  /** Gives the descriptors to a cell. */
  void begin(CellRun cell, PipeMaker.Pair pipes) throws IOException {
    synchronized (lock) {
      posix.flushAll();
      posix.duplicate(pipes.out(), 1);
      posix.duplicate(pipes.err(), 2);
      posix.close(pipes.out());
      posix.close(pipes.err());
      attribution.begin(cell);
      secret = pipes.secret();
      last = null;
      moment = 0;
    }
  }

  /**
   * Ends the cell's hold on the channel: what Java threads print for it from now on is late.
   *
   * @return the moment before which all it wrote stands, in both pipes
   */
  int end() throws IOException {
    install();
    out.finish();
    err.finish();
    synchronized (lock) {
      posix.flushAll();
      moment++;
      mark(Channel.OUT, Mark.REACHED);
      mark(Channel.ERR, Mark.REACHED);
      attribution.end();
      return moment;
    }
  }

  /**
   * Shows something after all that was printed before, in the cell of the calling thread.
   *
   * @return that cell's id; 0 for none
   */
  int show(Shown.Action action, String id, java.util.Map<String, String> data) throws IOException {
    CellRun cell = attribution.ofThread();
    synchronized (lock) {
      CellRun running = attribution.running();
      if (cell == running && cell != null) {
        reach();
      }
      int at = cell == running ? moment : 0;
      int number = cell == null ? 0 : cell.id();
      wire.send(FrameType.DISPLAY, new Shown(number, at, action, id, data).toPacket());
      if (at > 0) {
        mark(Channel.OUT, Mark.SHOWN);
        mark(Channel.ERR, Mark.SHOWN);
      }
      return number;
    }
  }

  /** A moment in both pipes: all that was written before is before it. */
  private void reach() throws IOException {
    moment++;
    mark(Channel.OUT, Mark.REACHED);
    mark(Channel.ERR, Mark.REACHED);
    last = null;
  }

  /** Has lines marked with who wrote them, or not; exactly from here on. */
  void setPrefixed(boolean value) throws IOException {
    synchronized (lock) {
      show(value ? Shown.Action.PREFIX : Shown.Action.NO_PREFIX, "", java.util.Map.of());
      prefixed = value;
    }
  }

  private void write(Channel channel, byte[] bytes, int offset, int length) throws IOException {
    CellRun cell = attribution.ofThread();
    String logger = CellRun.loggerOfThread();
    synchronized (lock) {
      writers.count(cell, logger, length);
      if (cell == null || cell != attribution.running()) { // it may have ended since we looked
        late(cell, channel, 0, logger, Arrays.copyOfRange(bytes, offset, offset + length));
        return;
      }
      if (prefixed) { // by the wire: what then comes by the pipes is no Java thread's
        reach();
        late(cell, channel, moment, logger, Arrays.copyOfRange(bytes, offset, offset + length));
        mark(Channel.OUT, Mark.SHOWN);
        mark(Channel.ERR, Mark.SHOWN);
        return;
      }
      if (last != channel) {
        changeTo(channel);
      }
      channel.descriptor.write(bytes, offset, length);
    }
  }

  /** Bytes that Java threads printed for a cell, by the name of the thread. */
  java.util.Map<String, Long> byThread(int cell) {
    synchronized (lock) {
      return writers.threadsOf(cell);
    }
  }

  /** Likewise for loggers. */
  java.util.Map<String, Long> byLogger(int cell) {
    synchronized (lock) {
      return writers.loggersOf(cell);
    }
  }

  private void changeTo(Channel channel) throws IOException {
    if (last != null) {
      moment++;
      mark(channel.other(), Mark.REACHED);
      mark(channel, Mark.AWAIT);
    }
    last = channel;
  }

  private void mark(Channel channel, char kind) throws IOException {
    channel.descriptor.write(Mark.bytes(secret, kind, moment));
  }

  private void late(CellRun cell, Channel channel, int at, String logger, byte[] bytes) {
    int number = cell == null ? 0 : cell.id();
    lateCell = number;
    lateSinceAsked += bytes.length;
    String writer =
        !prefixed ? "" : logger != null ? "logger " + logger : Thread.currentThread().getName();
    wire.send(
        FrameType.LATE,
        new Packet().put(number).put(channel == Channel.ERR).put(at).put(writer).put(bytes));
  }

  /** Waits for the front when much was printed by the wire; an interrupted thread does not. */
  private void printed() {
    if (lateSinceAsked < LATE_AT_ONCE) {
      return;
    }
    int cell;
    synchronized (lock) {
      lateSinceAsked = 0;
      cell = lateCell;
    }
    if (cell == 0) {
      return;
    }
    try {
      wire.request(FrameType.OUTPUT, new Packet().put(List.of("room", Integer.toString(cell))))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      System.getLogger(Streams.class.getName())
          .log(System.Logger.Level.DEBUG, "the front is gone, and with it who would read", e);
    }
  }

  /** One of the two Java streams; stateless, so copies that users keep stay right. */
  private final class Routed extends OutputStream {

    private final Channel channel;

    Routed(Channel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        Streams.this.write(channel, bytes, offset, length);
      }
    }
  }
}
