package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.internal.config.SshConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

  private static final List<String> USUAL = List.of("aes-gcm", "aes-ctr", "chacha");
  private static final List<String> AVAILABLE =
      List.of("aes-gcm", "aes-ctr", "chacha", "aes-cbc", "3des-cbc");

  @TempDir Path folder;

  private Negotiation of(String option) throws Exception {
    Path empty = Files.writeString(folder.resolve("config"), "");
    return Negotiation.of(SshConfig.of(empty, false).resolve("host", List.of(option)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Compression=no               | aes-gcm,aes-ctr,chacha",
        "Ciphers=chacha,aes-gcm       | chacha,aes-gcm",
        "Ciphers=idea,aes-cbc         | aes-cbc",
        "Ciphers=+3des-cbc            | aes-gcm,aes-ctr,chacha,3des-cbc",
        "Ciphers=^chacha              | chacha,aes-gcm,aes-ctr",
        "Ciphers=-aes-*               | chacha",
        "Ciphers=-cha?ha              | aes-gcm,aes-ctr",
        "Ciphers=*-cbc                | aes-cbc,3des-cbc",
      })
  void aListTakesThePlaceOfOursOrChangesIt(String option, String offered) throws Exception {
    assertThat(of(option).algorithms("ciphers", USUAL, AVAILABLE))
        .containsExactly(offered.split(","));
  }

  @Test
  void aListOfWhichNothingIsKnownIsAnError() throws Exception {
    Negotiation negotiation = of("Ciphers=idea");

    assertThatThrownBy(() -> negotiation.algorithms("ciphers", USUAL, AVAILABLE))
        .hasMessage(
            "-o Ciphers: none of 'idea' is known here for ciphers. Known are: aes-gcm, aes-ctr,"
                + " chacha, aes-cbc, 3des-cbc.");
  }

  @ParameterizedTest
  @CsvSource({
    "RekeyLimit=1G,           1073741824, 0",
    "RekeyLimit=512K 1h,      524288,     3600",
    "RekeyLimit=default 90,   0,          90",
    "RekeyLimit=none,         0,          0",
    "Compression=yes,         0,          0",
  })
  void keysAreNewAfterASizeOrATime(String option, long bytes, long seconds) throws Exception {
    assertThat(of(option).rekeyBytes()).isEqualTo(bytes);
    assertThat(of(option.replace("=", " ")).rekeyTime()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RekeyLimit=much      | -o RekeyLimit: RekeyLimit takes a size as 1G of at least 16 bytes"
            + " and a time as 1h, not 'much'.",
        "RekeyLimit=8         | -o RekeyLimit: RekeyLimit takes a size as 1G of at least 16 bytes"
            + " and a time as 1h, not '8'.",
        "PreferredAuthentications=hostbased | -o PreferredAuthentications: PreferredAuthentications"
            + " names none of publickey, password, keyboard-interactive, but 'hostbased'.",
      })
  void whatCannotBeMeantIsAnError(String option, String message) {
    assertThatThrownBy(() -> of(option)).hasMessage(message);
  }
}
