package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.Tunnels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class TunnelShellTest extends TunnelTestCase {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aShellKeepsItsTunnelUntilItIsClosed() throws Exception {
    ExecutorService shell = Executors.newSingleThreadExecutor();
    LinkedBlockingQueue<Object> shown = new LinkedBlockingQueue<>();
    try (Sshd sshd = Sshd.start(folder);
        TestServer echo = TestServer.echo()) {
      List<String> words = new ArrayList<>(List.of("open"));
      words.addAll(sshd.address());
      words.addAll(List.of("-i", sshd.file("id").toString(), "--to", echo.address()));
      notebook.whenShown = shown::add;

      Future<Integer> exit = shell.submit(() -> main(words.toArray(String[]::new)));
      shown.take();
      Tunnel tunnel = Tunnels.all().get(0);
      assertEchoes(tunnel);
      assertThat(exit.isDone()).isFalse();
      tunnel.close();

      assertThat(exit.get()).isEqualTo(PicocliMagic.OK);
      assertThat(err.toString()).isEmpty();
    } finally {
      shell.shutdown();
    }
  }

  @Test
  void failuresAreOneLineWithTheirCode() throws Exception {
    int nothing = Sshd.freePort();
    notebook.answer("x");

    assertThat(main("open", "127.0.0.1:" + nothing, "--password")).isEqualTo(PicocliMagic.FAILED);

    assertThat(err.toString().strip())
        .startsWith("TUN-TCP: cannot connect to 127.0.0.1:" + nothing)
        .doesNotContain("\n");
  }

  @Test
  void helpNamesTheShellsCommand() {
    assertThat(main("open", "--help")).isEqualTo(PicocliMagic.OK);

    assertThat(out.toString())
        .startsWith("Usage: culvert tunnel open [NAME] [USER@]HOST[:PORT] ")
        .contains("--known-hosts=FILE", "default: 15");
  }

  @Test
  void aShellIsToldThatItSeesNoTunnelsOfOthers() {
    List<String> shown = new ArrayList<>();
    notebook.whenShown =
        value -> shown.add(((MimeBundle) value).data().get("text/plain").toString());

    assertThat(main("list")).isEqualTo(PicocliMagic.OK);

    assertThat(shown)
        .containsExactly(
            "no tunnel is open",
            "A shell's tunnel belongs to the process that opened it, which Ctrl-C ends; it is not"
                + " seen from here.");
  }

  private int main(String... words) {
    return magic.main(
        List.of(words), notebook, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
