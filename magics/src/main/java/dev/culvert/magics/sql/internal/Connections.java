package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import dev.culvert.magics.sql.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The open connections of a notebook, by their exact names, and which one is current.
 *
 * <p>Guarded by its own lock; connecting and closing happen outside it, for they take time.
 */
final class Connections {

  private final Redactor redactor = new Redactor();
  private final Snippets snippets = new Snippets();
  private final Path profiles;
  private final Map<String, OpenDatabase> open = new LinkedHashMap<>();
  private OpenDatabase current;

  /**
   * @param profiles the file of named connections; it need not be there
   */
  Connections(Path profiles) {
    this.profiles = profiles;
  }

  Path profiles() {
    return profiles;
  }

  /** Of the notebook: a snippet may run on any connection. */
  Snippets snippets() {
    return snippets;
  }

  Redactor redactor() {
    return redactor;
  }

  /** Adds a connection, which becomes the current one, and returns the one whose name it takes. */
  synchronized Optional<OpenDatabase> add(OpenDatabase database) {
    OpenDatabase before = open.put(database.name(), database);
    current = database;
    database.ride(() -> forget(database));
    return Optional.ofNullable(before);
  }

  /** Takes a connection out of the list, if it is the one of its name. */
  private synchronized void forget(OpenDatabase database) {
    if (open.remove(database.name(), database) && current == database) {
      current = open.size() == 1 ? open.values().iterator().next() : null;
    }
  }

  synchronized List<OpenDatabase> all() {
    return new ArrayList<>(open.values());
  }

  synchronized boolean has(String name) {
    return open.containsKey(name);
  }

  synchronized boolean isCurrent(OpenDatabase database) {
    return database == current;
  }

  /** The connection of that name, or the current one. */
  synchronized OpenDatabase find(Optional<String> name) {
    if (name.isPresent()) {
      return find(name.get());
    } else if (current != null) {
      return current;
    } else if (open.isEmpty()) {
      throw error(
          "no connection is open. Connect first: %sql connect NAME jdbc:mariadb://HOST/DATABASE"
              + " --user USER --password");
    }
    throw error("no connection is chosen. Say %sql use NAME; open: " + names() + ".");
  }

  private OpenDatabase find(String name) {
    OpenDatabase found = open.get(name);
    if (found == null) {
      String meant = Nearest.hint(name, open.keySet());
      String others = open.isEmpty() ? " None is open." : " Open: " + names() + ".";
      throw error("no connection is named '" + name + "'." + meant + others);
    }
    return found;
  }

  /** For the door: the same, as its public type. */
  Database database(Optional<String> name) {
    return find(name);
  }

  synchronized OpenDatabase use(String name) {
    current = find(name);
    return current;
  }

  /** Takes a connection out of the list; the caller closes it. */
  synchronized OpenDatabase remove(String name) {
    OpenDatabase database = find(name);
    forget(database);
    return database;
  }

  synchronized List<OpenDatabase> removeAll() {
    List<OpenDatabase> all = all();
    open.clear();
    current = null;
    return all;
  }

  private String names() {
    return String.join(", ", open.keySet());
  }

  private static UserError error(String message) {
    return new UserError("SqlError", message);
  }
}
