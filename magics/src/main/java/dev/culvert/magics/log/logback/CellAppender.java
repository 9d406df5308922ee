package dev.culvert.magics.log.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.culvert.api.Cell;
import dev.culvert.magics.log.LogTail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A console appender whose lines are shown in the cell that logged them, whichever thread writes
 * them: also behind an {@code AsyncAppender}, and long after the cell.
 *
 * <p>Everything else is as in {@link ConsoleAppender}: encoder, target, filters. Outside a notebook
 * it is one.
 */
public class CellAppender extends ConsoleAppender<ILoggingEvent> {

  private volatile CellFilter filter; // set by start
  private LogTail tail; // null: lines are not kept

  /** For Logback's configuration. */
  public CellAppender() {}

  /** Where lines are kept for {@code %log tail}; before the start. */
  void setTail(LogTail lines) {
    tail = lines;
  }

  @Override
  public void start() {
    if (getContext() instanceof LoggerContext context) {
      filter = CellFilter.of(context);
    }
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    CellFilter cells = filter;
    Cell cell = cells == null ? null : cells.cellOf(event);
    if (cell == null) {
      super.append(event);
    } else {
      cell.runAsLogger(event.getLoggerName(), () -> super.append(event));
    }
  }

  @Override
  protected void writeOut(ILoggingEvent event) throws IOException {
    if (tail == null) {
      super.writeOut(event);
      return;
    }
    byte[] line = encoder.encode(event);
    streamWriteLock.lock();
    try {
      tail.add(new String(line, StandardCharsets.UTF_8));
      writeByteArrayToOutputStreamWithPossibleFlush(line);
    } finally {
      streamWriteLock.unlock();
    }
  }
}
