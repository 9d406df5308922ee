package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.embedded.EmbeddedSshServer;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.Tunnels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs every line of the manual page, with names that exist here in place of those it uses. */
class TunnelDocTest extends TunnelTestCase {

  private static final Pattern EXAMPLE =
      Pattern.compile("^(?:var \\w+ = )?%tunnel (.*)$", Pattern.MULTILINE);

  @Test
  void everyExampleOfTheManualRuns() throws Exception {
    Path page = Path.of(System.getProperty("culvert.root", ".."), "docs", "tunnel.md");
    int opened = 0;
    try (Sshd sshd = Sshd.start(folder);
        TestServer target = TestServer.echo();
        EmbeddedSshServer withPassword = EmbeddedSshServer.start("ana", "pw".toCharArray())) {
      trustBoth(sshd, withPassword);
      Matcher examples = EXAMPLE.matcher(Files.readString(page));
      while (examples.find()) {
        String line = local(examples.group(1), sshd, target, withPassword);
        Object value = run(line.split(" +"));
        if (value instanceof Tunnel tunnel) {
          assertEchoes(tunnel);
          opened++;
        }
      }
      run("close", "--all");
    }
    assertThat(opened).isEqualTo(7); // one of them again
    assertThat(Tunnels.all()).isEmpty();
  }

  private void trustBoth(Sshd sshd, EmbeddedSshServer other) throws IOException {
    String first = Files.readString(sshd.trust("ed25519"));
    sshd.knownHosts(first + other.knownHostsLine() + "\n");
    Path secrets = folder.resolve("secrets.json");
    Files.writeString(secrets, "{\"lecture\": {\"userid\": \"ana\", \"password\": \"pw\"}}");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
  }

  private String local(String line, Sshd sshd, TestServer target, EmbeddedSshServer withPassword)
      throws IOException {
    boolean secrets = line.contains("--secrets");
    int port = secrets ? withPassword.port() : sshd.port;
    String user = System.getProperty("user.name");
    String here =
        line.replace("ana@bastion.example.org", user + "@127.0.0.1:" + port)
            .replace("ana@server.example.org", user + "@127.0.0.1:" + port)
            .replace("private.internal:3306", target.address())
            .replace("bastion.example.org", "127.0.0.1:" + port)
            .replace("db.internal:3306", target.address())
            .replace("-L 3306", "-L " + target.port())
            .replace("3307:", Sshd.freePort() + ":")
            .replace("~/.ssh/work", sshd.file("id").toString())
            .replace("~/.api_keys/secret_keys.json", folder.resolve("secrets.json").toString());
    if (!line.startsWith("open")) {
      return here;
    }
    boolean needsKey = !secrets && !line.contains("-i ");
    List<String> more = needsKey ? List.of("-i", sshd.file("id").toString()) : List.of();
    return String.join(" ", here, String.join(" ", more)).strip()
        + " --known-hosts "
        + sshd.file("known_hosts");
  }
}
