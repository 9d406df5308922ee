package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real ssh-agent beside a real sshd. */
class TunnelAgentTest extends TunnelTestCase {

  private Sshd sshd;
  private SshAgentProcess agent;

  @BeforeEach
  void startServers() throws Exception {
    sshd = Sshd.start(folder, "MaxAuthTries 4");
    agent = SshAgentProcess.start(folder.resolve("agent.sock"));
  }

  @AfterEach
  void stopServers() throws Exception {
    agent.close();
    sshd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void theAgentSignsForAKeyThatIsInNoFile(String type) throws Exception {
    Path key = sshd.keygen("held", "-t", type);
    sshd.authorize("held");
    agent.add(key);
    Files.delete(key);

    assertThat(connect().isUp()).isTrue();
  }

  @Test
  void aNamedKeyComesBeforeTheNineOthersThatTheAgentHolds() throws Exception {
    for (int i = 0; i < 9; i++) {
      agent.add(sshd.keygen("stranger" + i, "-t", "ed25519"));
    }
    assertThatThrownBy(this::connect).extracting("name").isEqualTo("TUN-AUTH-MAX");

    assertThat(connect("-i", sshd.file("id").toString()).isUp()).isTrue();
  }

  @Test
  void thePassphraseOfAKeyThatTheAgentHoldsIsNotAskedFor() throws Exception {
    Path locked = sshd.keygen("locked", "-t", "ed25519");
    sshd.authorize("locked");
    agent.add(locked);
    sshd.keygenTool("-q", "-p", "-N", "c0rrect-horse", "-f", locked.toString());

    assertThat(connect("-i", locked.toString()).isUp()).isTrue();
    assertThat(notebook.prompts).isEmpty();
  }

  @Test
  void anAgentThatDiedBetweenTwoOpensIsNamedAmongWhatWasNotTried() throws Exception {
    agent.add(sshd.file("id"));
    connect().close();
    agent.close();

    assertThatThrownBy(this::connect)
        .hasMessageContaining("ssh-agent at " + agent.socket() + " (not tried: it does not answer)")
        .extracting("name")
        .isEqualTo("TUN-AUTH");
  }

  @Test
  void identitiesOnlyShowsNothingThatWasNotNamed() throws Exception {
    agent.add(sshd.file("id"));

    assertThatThrownBy(() -> connect("-o", "IdentitiesOnly=yes"))
        .hasMessageContaining("Tried: nothing");
  }

  private Tunnel connect(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("t"));
    words.addAll(sshd.address());
    words.addAll(List.of("-F", "/dev/null", "-o", "IdentityAgent=" + agent.socket()));
    words.addAll(List.of("-o", "IdentityFile=" + folder.resolve("none")));
    words.addAll(List.of(more));
    return open(words.toArray(String[]::new));
  }
}
