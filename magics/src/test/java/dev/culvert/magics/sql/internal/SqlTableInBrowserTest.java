package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.Displayable;
import dev.culvert.testkit.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of a result as a reader uses it: sorted, folded out and copied in a real browser. */
class SqlTableInBrowserTest {

  private static final String ROWS =
      "SELECT 10 AS n, 'b' AS text, '' AS more UNION ALL SELECT 9, 'a', REPEAT('x', 150)"
          + " UNION ALL SELECT NULL, '<script>alert(1)</script><img src=x onerror=alert(2)>', NULL"
          + " UNION ALL SELECT 100, 'tab\there', '\"q\"'";

  /** With JupyterLab's rule for tables, of its rendermime package's base.css. */
  private static final String IN_JUPYTER =
      "<!DOCTYPE html><meta charset=utf-8><style>"
          + ".jp-RenderedHTMLCommon:not(.jp-RenderedMarkdown) td { text-align: right; }"
          + "</style><body class=jp-RenderedHTMLCommon>";

  @TempDir Path folder;

  @Test
  void aTableIsSortedFoldedOutAndCopied() throws Exception {
    Path chromium = Needs.program("chromium", "apt install chromium");
    String python = Needs.jupyterPython().toString();
    Needs.that(
        new ProcessBuilder(python, "-c", "import playwright").start().waitFor() == 0,
        "needs Playwright: pip install playwright");
    Path page = folder.resolve("page.html");
    try (SqlNotebook notebook = new SqlNotebook()) {
      notebook.line("connect jdbc:h2:mem:");
      String html = ((Displayable) notebook.frame(ROWS)).toMimeBundle().data().get("text/html");
      Files.writeString(page, IN_JUPYTER + html);
    }
    Path script =
        Path.of(System.getProperty("culvert.root"), "magics/src/test/python/sql_table.py");
    Process browser =
        new ProcessBuilder(python, script.toString(), page.toString(), chromium.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(browser.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("as sent: 10|9|NULL|100\n")
        .contains("up: 9|10|100|NULL ascending\n")
        .contains("down: 100|10|9|NULL descending\n")
        .contains("text by key: NULL|9|10|100\n")
        .contains("null: 0.55 italic\n")
        .contains("to the side: right left\n")
        .contains("folded: False False\n")
        .contains("unfolded: True 150\n")
        .contains("button: copied\n")
        .contains("copied: 'N\\tTEXT\\tMORE\\n\\t<script>alert(1)</script>")
        .contains("\\n9\\ta\\t" + "x".repeat(150) + "\\n10\\tb\\t\\n")
        .contains("100\\t\"tab\\there\"\\t\"\"\"q\"\"\"\\n'")
        .contains("markup: 0\n")
        .contains("errors: []\n");
  }
}
