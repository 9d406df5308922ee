package dev.culvert.app.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.app.CommandLineRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotebookFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"nbformat\": 3, \"worksheets\": []} | it is nbformat 3. Convert it with 'jupyter nbconvert --to notebook'.",
        "{\"nbformat\": 5, \"cells\": []} | it is nbformat 5. Convert it with 'jupyter nbconvert --to notebook'.",
        "{\"a\": 1} | it is JSON but no notebook: nbformat or cells are missing. Convert it with 'jupyter nbconvert --to notebook'.",
        "int x = 1; | it is not JSON: Unrecognized token 'int': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'). Save it as a notebook again.",
      })
  void aFileThatIsNoNotebookIsNamed(String content, String why) throws Exception {
    Path file = Files.writeString(folder.resolve("x.ipynb"), content);

    CommandLineRun run = CommandLineRun.of("run", file.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo("culvert: cannot read the notebook " + file + ": " + why + "\n");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.ipynb");

    assertThat(CommandLineRun.of("run", file.toString()).err())
        .isEqualTo(
            "culvert: cannot read the notebook "
                + file
                + ": there is no such file. Check the path.\n");
  }

  @Test
  void aFolderIsNamed() {
    assertThat(CommandLineRun.of("run", folder.toString()).err())
        .isEqualTo(
            "culvert: cannot read the notebook "
                + folder
                + ": it is a folder. Name a readable .ipynb file.\n");
  }

  @Test
  void bytesThatAreNoTextAreNamed() throws Exception {
    Path file = Files.write(folder.resolve("x.ipynb"), new byte[] {'{', (byte) 0xff, '}'});

    assertThat(CommandLineRun.of("run", file.toString()).err())
        .isEqualTo(
            "culvert: cannot read the notebook "
                + file
                + ": it is not UTF-8 text. Save it as a notebook again.\n");
  }

  @Test
  void whatIsNotKnownStaysAsItIs() throws Exception {
    String content =
        """
        {
         "cells": [
          {
           "cell_type": "raw",
           "custom": 1.10,
           "id": "a",
           "metadata": {},
           "source": [
            "é 😀\\n",
            "b"
           ]
          }
         ],
         "metadata": {
          "mine": null
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """;
    Path file = Files.writeString(folder.resolve("x.ipynb"), content);

    NotebookFile.read(file).write(file);

    assertThat(file).hasContent(content);
    assertThat(folder.resolve(".x.ipynb.part")).doesNotExist();
  }
}
