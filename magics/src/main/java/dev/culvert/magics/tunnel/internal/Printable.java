package dev.culvert.magics.tunnel.internal;

/** Text that came from another machine, made safe to show. */
final class Printable {

  private static final int LONGEST = 200;

  private Printable() {}

  /** The text on one line, without control characters, cut where it is too long to be a message. */
  static String of(String foreign) {
    if (foreign == null) {
      return "";
    }
    String clean = foreign.replaceAll("\\p{Cntrl}+", " ").strip();
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }
}
