package dev.culvert.front.engine;

import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Entities.EscapeMode;
import org.jsoup.safety.Safelist;

/**
 * Documentation of any origin as HTML that a browser may show: it comes from whatever jar stands on
 * the class path.
 *
 * <p>Invariant: nothing in it runs, loads or is sent when it is shown. Elements and attributes that
 * are not known to be harmless are left out, and so are images and links that lead nowhere outside
 * their jar.
 */
final class SafeHtml {

  private static final Safelist HARMLESS =
      Safelist.relaxed()
          .removeTags("img")
          .addTags("abbr", "big", "center", "dfn", "hr", "kbd", "mark", "s", "samp", "tt", "var");

  private static final OutputSettings AS_WRITTEN =
      new OutputSettings()
          .prettyPrint(false)
          .escapeMode(EscapeMode.xhtml)
          .charset(StandardCharsets.UTF_8);

  private SafeHtml() {}

  static String of(String html) {
    return Jsoup.clean(html, "", HARMLESS, AS_WRITTEN);
  }
}
