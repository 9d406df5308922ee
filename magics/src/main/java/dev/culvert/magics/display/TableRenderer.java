package dev.culvert.magics.display;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows maps, and collections of records of one class, as HTML tables of up to 60 rows; in text
 * they are what they are in Java.
 *
 * <p>Hazard: records of cells are not public where the user did not say so, so their accessors are
 * opened; one that cannot be is left to Java's text.
 */
public final class TableRenderer implements Renderer {

  private static final int MOST_ROWS = 60;

  /** For the service loader. */
  public TableRenderer() {}

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      return Optional.of(bundle(value, ofMap(map)));
    }
    return value instanceof Collection<?> all
        ? recordType(all).flatMap(TableRenderer::accessors).map(each -> ofRecords(all, each))
        : Optional.empty();
  }

  private static MimeBundle bundle(Object value, String html) {
    return MimeBundle.text(value.toString()).withHtml(html);
  }

  private static String ofMap(Map<?, ?> map) {
    StringBuilder html = new StringBuilder("<table><tbody>");
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    for (int row = 0; row < MOST_ROWS && entries.hasNext(); row++) {
      Map.Entry<?, ?> entry = entries.next();
      html.append("<tr><th>").append(cell(entry.getKey()));
      html.append("</th><td>").append(cell(entry.getValue())).append("</td></tr>");
    }
    return html.append("</tbody></table>").append(rest(map.size())).toString();
  }

  private static MimeBundle ofRecords(Collection<?> records, List<Method> accessors) {
    StringBuilder html = new StringBuilder("<table><thead><tr>");
    accessors.forEach(each -> html.append("<th>").append(cell(each.getName())).append("</th>"));
    html.append("</tr></thead><tbody>");
    Iterator<?> rows = records.iterator();
    for (int row = 0; row < MOST_ROWS && rows.hasNext(); row++) {
      Object one = rows.next();
      html.append("<tr>");
      accessors.forEach(each -> html.append("<td>").append(cell(value(each, one))).append("</td>"));
      html.append("</tr>");
    }
    return bundle(records, html.append("</tbody></table>") + rest(records.size()));
  }

  private static String rest(int size) {
    return size > MOST_ROWS ? "<p>" + MOST_ROWS + " of " + size + " rows</p>" : "";
  }

  private static String cell(Object value) {
    return Html.escape(String.valueOf(value));
  }

  /** The class of all of them; empty when they are no records, or not all of one class. */
  private static Optional<Class<?>> recordType(Collection<?> all) {
    Class<?> type = null;
    for (Object each : all) {
      if (!(each instanceof Record) || (type != null && each.getClass() != type)) {
        return Optional.empty();
      }
      type = each.getClass();
    }
    return Optional.ofNullable(type);
  }

  private static Optional<List<Method>> accessors(Class<?> type) {
    List<Method> accessors = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Method accessor = component.getAccessor();
      if (!accessor.trySetAccessible()) {
        return Optional.empty();
      }
      accessors.add(accessor);
    }
    return accessors.isEmpty() ? Optional.empty() : Optional.of(accessors);
  }

  private static Object value(Method accessor, Object one) {
    try {
      return accessor.invoke(one);
    } catch (InvocationTargetException e) { // an accessor of the user's own
      return "(" + accessor.getName() + " throws " + e.getCause().getClass().getSimpleName() + ")";
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("an opened accessor cannot be called", e);
    }
  }
}
