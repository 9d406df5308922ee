package dev.culvert.magics.load.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.RecordingNotebook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadMagicTest {

  @TempDir Path folder;

  /** What the notebook was given as its next input. */
  private static String load(String from) throws Exception {
    RecordingNotebook notebook = new RecordingNotebook();
    new LoadMagic().run(new MagicCall(List.of(from), from, null, notebook));
    assertThat(notebook.shown).hasSize(1);
    return notebook.shown.get(0);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void aScriptIsLoadedAndWhatOnlyJshellKnowsBecomesAComment() throws Exception {
    String file = file("a.jsh", "int x = 5;\r\n/vars\n  /set feedback silent\nx / 2\n/exit\n");

    assertThat(load(file))
        .isEqualTo(
            "// %load "
                + file
                + "\nint x = 5;\n/vars\n  // /set feedback silent\nx / 2\n// /exit\n");
  }

  @Test
  void aSourceIsLoadedWithoutItsPackage() throws Exception {
    String file = file("A.java", "package a.b;\n\nclass A {}\n");

    assertThat(load(file)).isEqualTo("// %load " + file + "\n// package a.b;\n\nclass A {}\n");
  }

  @Test
  void ofANotebookTheCodeIsLoaded() throws Exception {
    String file =
        file(
            "n.ipynb",
            "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"no\"},"
                + " {\"cell_type\": \"code\", \"source\": [\"int a;\\n\", \"int b;\"]},"
                + " {\"cell_type\": \"code\", \"source\": \"a + b\"}]}");

    assertThat(load(file)).isEqualTo("// %load " + file + "\nint a;\nint b;\n\na + b\n");
  }

  @Test
  void anAddressIsFollowed() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/b.jsh");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/b.jsh",
        exchange -> {
          byte[] code = "int ü = 1;\n".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, code.length);
          exchange.getResponseBody().write(code);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(load(address + "/moved"))
          .isEqualTo("// %load " + address + "/moved\nint ü = 1;\n");
      assertThatThrownBy(() -> load(address + "/none.jsh"))
          .isInstanceOf(UserError.class)
          .hasMessage(address + "/none.jsh was answered with status 404.");
    } finally {
      server.stop(0);
    }
    String gone = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
    assertThatThrownBy(() -> load(gone))
        .hasMessage(gone + " cannot be reached. Check its name, and the network.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.jsh | there is no file {}/none.jsh.",
        ". | {}/. is a folder. Name a file in it.",
        "bad.ipynb | bad.ipynb is no notebook: it is no JSON.",
        "old.ipynb | old.ipynb is no notebook of format 4: it has no cells.",
        "latin.java | {}/latin.java is no text in UTF-8.",
      })
  void whatCannotBeLoadedIsSaid(String name, String message) throws Exception {
    file("bad.ipynb", "{\"cells\": [");
    file("old.ipynb", "{\"worksheets\": []}");
    Files.write(folder.resolve("latin.java"), new byte[] {'/', '/', (byte) 0xe4, '\n'});

    assertThatThrownBy(() -> load(folder + "/" + name))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("{}", folder.toString()));
  }
}
