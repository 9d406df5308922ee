package dev.culvert.magics.log.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.culvert.api.Cell;
import dev.culvert.api.Culvert;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Marker;
import org.slf4j.spi.MDCAdapter;

/**
 * Notes the cell of each log call, on the calling thread, as {@code cell} in the MDC: there it is
 * still right when an {@code AsyncAppender} hands the event to a thread of its own, and any pattern
 * can show it, as {@code %X{cell}}. It never decides anything.
 *
 * <p>Remembers one small object for each cell that logged, and the last of them: threads of one
 * cell log many lines, and must not search or make anything for each.
 */
public final class CellFilter extends TurboFilter {

  /** The key in the MDC. */
  public static final String KEY = "cell";

  /** A cell and its number in the MDC. */
  private record Noted(Cell cell, String number) {}

  private final Map<String, Noted> cells = new ConcurrentHashMap<>(); // by number
  private volatile Noted last; // null before the first

  /** The filter of a context, which is added when it has none. */
  static CellFilter of(LoggerContext context) {
    synchronized (context.getTurboFilterList()) {
      for (TurboFilter filter : context.getTurboFilterList()) {
        if (filter instanceof CellFilter ours) {
          return ours;
        }
      }
      CellFilter added = new CellFilter();
      added.setContext(context);
      added.start();
      context.addTurboFilter(added);
      return added;
    }
  }

  @Override
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
    if (level.isGreaterOrEqual(logger.getEffectiveLevel())) {
      note(logger.getLoggerContext().getMDCAdapter());
    }
    return FilterReply.NEUTRAL;
  }

  private void note(MDCAdapter context) {
    Cell cell = Culvert.cell().orElse(null);
    if (cell == null || context == null) {
      return; // no notebook, no cell yet, or a context that somebody made without an MDC
    }
    String number = noted(cell).number();
    if (!number.equals(context.get(KEY))) {
      context.put(KEY, number);
    }
  }

  private Noted noted(Cell cell) {
    Noted seen = last;
    if (!isOf(seen, cell)) {
      String number = Integer.toString(cell.number());
      seen =
          cells
              .compute( // a cell that is not counted has the number of the one before: the newest's
                  number, (key, before) -> isOf(before, cell) ? before : new Noted(cell, number));
      last = seen;
    }
    return seen;
  }

  private static boolean isOf(Noted noted, Cell cell) {
    return noted != null && noted.cell() == cell;
  }

  /** The cell in which an event was logged; null when that is not known. */
  Cell cellOf(ILoggingEvent event) {
    String number = event.getMDCPropertyMap().get(KEY);
    Noted seen = last;
    if (seen == null || !seen.number().equals(number)) {
      seen = number == null ? null : cells.get(number);
    }
    return seen == null ? null : seen.cell();
  }
}
