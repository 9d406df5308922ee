package dev.culvert.api;

import java.util.List;

/**
 * What may stand at a place of a text.
 *
 * @param start where the word begins that a suggestion replaces; it ends at the cursor
 * @param items the suggestions, best first
 */
public record Suggestions(int start, List<Item> items) {

  public Suggestions {
    items = List.copyOf(items);
  }

  /** Nothing to suggest at a cursor. */
  public static Suggestions none(int cursor) {
    return new Suggestions(cursor, List.of());
  }

  /**
   * One of them.
   *
   * @param text what is put there
   * @param type what it is, in one word such as {@code table}
   */
  public record Item(String text, String type) {}
}
