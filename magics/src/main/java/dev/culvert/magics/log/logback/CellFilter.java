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
 * <p>Remembers one small object for each cell that logged.
 */
public final class CellFilter extends TurboFilter {

  /** The key in the MDC. */
  public static final String KEY = "cell";

  private final Map<String, Cell> cells = new ConcurrentHashMap<>();

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
    String number = Integer.toString(cell.number());
    if (!number.equals(context.get(KEY))) {
      context.put(KEY, number);
    }
    cells.putIfAbsent(number, cell);
  }

  /** The cell in which an event was logged; null when that is not known. */
  Cell cellOf(ILoggingEvent event) {
    String number = event.getMDCPropertyMap().get(KEY);
    return number == null ? null : cells.get(number);
  }
}
