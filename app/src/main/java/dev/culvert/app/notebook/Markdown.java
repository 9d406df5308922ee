package dev.culvert.app.notebook;

import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown cells as HTML that loads nothing: raw HTML is shown as text, pictures come from the
 * cell's attachments or stay links.
 */
final class Markdown {

  private static final List<org.commonmark.Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final String ATTACHMENT = "attachment:";

  private Markdown() {}

  static String toHtml(String markdown, Map<String, Object> attachments) {
    return HtmlRenderer.builder()
        .extensions(TABLES)
        .escapeHtml(true)
        .sanitizeUrls(true)
        .nodeRendererFactory(context -> new Pictures(context, attachments))
        .build()
        .render(PARSER.parse(markdown));
  }

  private record Pictures(HtmlNodeRendererContext context, Map<String, Object> attachments)
      implements NodeRenderer {

    @Override
    public java.util.Set<Class<? extends Node>> getNodeTypes() {
      return java.util.Set.of(Image.class);
    }

    @Override
    public void render(Node node) {
      String url = ((Image) node).getDestination();
      String inline = url.startsWith("data:image/") ? url : attached(url);
      if (inline != null) {
        context.getWriter().tag("img", Map.of("src", inline, "alt", ""), true);
        return;
      }
      String safe = url.matches("(?i)https?://.*") ? url : "#";
      context.getWriter().tag("a", Map.of("href", safe, "rel", "nofollow"));
      context.getWriter().text(url);
      context.getWriter().tag("/a");
    }

    private String attached(String url) {
      if (!url.startsWith(ATTACHMENT)) {
        return null;
      }
      Map<String, Object> file =
          NotebookCell.asMap(attachments.get(url.substring(ATTACHMENT.length())));
      return file.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith("image/"))
          .map(entry -> "data:" + entry.getKey() + ";base64," + NotebookCell.text(entry.getValue()))
          .findFirst()
          .orElse(null);
    }
  }
}
