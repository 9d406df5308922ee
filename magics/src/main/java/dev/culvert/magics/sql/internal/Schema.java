package dev.culvert.magics.sql.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names of a database, for completion. Immutable.
 *
 * @param database the one whose tables these are; empty when none was chosen
 * @param databases all that the account sees
 * @param tables the columns of each table and view, in their order
 */
record Schema(String database, List<String> databases, Map<String, List<String>> tables) {

  static final Schema NONE = new Schema("", List.of(), Map.of());

  Schema {
    databases = List.copyOf(databases);
  }

  /** The columns of a table; case counts only where two tables differ by it alone. */
  Optional<List<String>> columns(String table) {
    List<String> exact = tables.get(table);
    return exact != null
        ? Optional.of(exact)
        : tables.entrySet().stream()
            .filter(each -> each.getKey().equalsIgnoreCase(table))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  /** Puts tables and columns together. */
  static Map<String, List<String>> grouped(List<String[]> tableAndColumn) {
    Map<String, List<String>> tables = new TreeMap<>();
    tableAndColumn.forEach(
        each -> tables.computeIfAbsent(each[0], table -> new ArrayList<>()).add(each[1]));
    return new LinkedHashMap<>(tables);
  }
}
