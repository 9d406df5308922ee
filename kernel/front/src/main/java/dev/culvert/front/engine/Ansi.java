package dev.culvert.front.engine;

/** Colours that can be read on light and dark ground: no black, no white. */
final class Ansi {

  private Ansi() {}

  static String bold(String text) {
    return "\u001b[1;31m" + text + "\u001b[0m";
  }

  static String dim(String text) {
    return "\u001b[36m" + text + "\u001b[0m";
  }
}
