package dev.culvert.app.notebook;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A notebook file of nbformat 4.
 *
 * <p>Keeps what it does not know, so that writing a notebook changes only what was run.
 */
final class NotebookFile {

  private static final JSON READER = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** A null is a value: a cell that was not run has the execution count null. */
  private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private static final int CELLS_HAVE_IDS = 5; // since this minor version

  private final Map<String, Object> json;
  private final List<NotebookCell> cells = new ArrayList<>();

  private NotebookFile(Map<String, Object> json) {
    this.json = json;
    if (json.get("cells") instanceof List<?> list) {
      list.forEach(cell -> cells.add(new NotebookCell(NotebookCell.asMap(cell))));
    }
  }

  /** Reads a notebook; every way it can be none is one clear error. */
  static NotebookFile read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file", "Check the path.", e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw unreadable(file, "it is not UTF-8 text", "Save it as a notebook again.", e);
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
      throw unreadable(file, why, "Name a readable .ipynb file.", e);
    }
    return parse(file, text);
  }

  private static NotebookFile parse(Path file, String text) {
    Map<String, Object> json;
    try {
      json = READER.mapFrom(text);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw unreadable(file, "it is not JSON: " + why, "Save it as a notebook again.", e);
    }
    if (!(json.get("nbformat") instanceof Number format) || !(json.get("cells") instanceof List)) {
      String why =
          json.get("nbformat") instanceof Number old && old.intValue() != 4
              ? "it is nbformat " + old
              : "it is JSON but no notebook: nbformat or cells are missing";
      throw unreadable(file, why, "Convert it with 'jupyter nbconvert --to notebook'.", null);
    }
    if (format.intValue() != 4) {
      throw unreadable(
          file,
          "it is nbformat " + format,
          "Convert it with 'jupyter nbconvert --to notebook'.",
          null);
    }
    return new NotebookFile(json);
  }

  private static UserError unreadable(Path file, String why, String fix, Exception cause) {
    return new UserError(
        "UnreadableNotebook", "cannot read the notebook " + file + ": " + why + ". " + fix, cause);
  }

  List<NotebookCell> cells() {
    return cells;
  }

  /** Says which language and kernel it was run with. */
  void describe(Map<String, Object> languageInfo, String displayName) {
    Map<String, Object> metadata = new LinkedHashMap<>(NotebookCell.asMap(json.get("metadata")));
    metadata.put("language_info", languageInfo);
    if (!metadata.containsKey("kernelspec")) {
      Map<String, Object> spec = new LinkedHashMap<>();
      spec.put("display_name", displayName);
      spec.put("language", languageInfo.getOrDefault("name", "java"));
      spec.put("name", "java");
      metadata.put("kernelspec", spec);
    }
    json.put("metadata", metadata);
  }

  /** A new code cell, put before the cell at the index. */
  NotebookCell insertCode(int index, String source, String tag) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("cell_type", "code");
    cell.put("execution_count", null);
    if (json.get("nbformat_minor") instanceof Number minor && minor.intValue() >= CELLS_HAVE_IDS) {
      cell.put("id", UUID.randomUUID().toString().substring(0, 8));
    }
    cell.put("metadata", new LinkedHashMap<>(Map.of("tags", List.of(tag))));
    cell.put("outputs", List.of());
    cell.put("source", Lines.split(source));
    NotebookCell inserted = new NotebookCell(cell);
    cells.add(index, inserted);
    return inserted;
  }

  /** Writes the notebook, whole or not at all. */
  void write(Path file) {
    json.put("cells", cells.stream().map(NotebookCell::json).toList());
    Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.writeString(temporary, WRITER.with(printer()).asString(json) + "\n");
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(
          "NotWritten", "cannot write " + file + ": " + e + ". Choose another -o.", e);
    }
  }

  /** As Jupyter writes them: one space, lists down the page. */
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    return printer;
  }
}
