package dev.culvert.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionInfoTest {

  private static final String WHOLE =
      """
      {"transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": 2, "stdin_port": 3,
       "control_port": 4, "hb_port": 5, "signature_scheme": "hmac-sha256", "key": "k3y",
       "kernel_name": "java"}""";

  @TempDir Path folder;

  private Path file(String content) throws Exception {
    return Files.writeString(folder.resolve("c.json"), content);
  }

  @Test
  void everyFieldIsReadAndWrittenBack() throws Exception {
    ConnectionInfo info = ConnectionInfo.read(file(WHOLE));

    assertThat(info)
        .isEqualTo(new ConnectionInfo("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "hmac-sha256", "k3y"));
    assertThat(info.address(info.iopubPort())).isEqualTo("tcp://127.0.0.1:2");
    assertThat(ConnectionInfo.read(file(JSON.std.asString(info.toMap())))).isEqualTo(info);
  }

  @Test
  void ipcAddressesArePaths() throws Exception {
    String ipc = WHOLE.replace("\"tcp\"", "\"ipc\"").replace("127.0.0.1", "/run/kernel");

    assertThat(ConnectionInfo.read(file(ipc)).address(7)).isEqualTo("ipc:///run/kernel-7");
  }

  @Test
  void theKeyIsNeverShown() throws Exception {
    assertThat(ConnectionInfo.read(file(WHOLE)).toString()).doesNotContain("k3y").contains("***");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("none.json");

    assertThatThrownBy(() -> ConnectionInfo.read(missing))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("connection file " + missing + " does not exist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"shell_port\": 1, | | : shell_port is missing or not a positive number",
        "\"hb_port\": 5 | \"hb_port\": \"5\" | : hb_port is missing or not a positive number",
        "\"iopub_port\": 2 | \"iopub_port\": -2 | : iopub_port is missing or not a positive number",
        "\"tcp\" | \"udp\" | : transport 'udp' is neither tcp nor ipc",
      })
  void whatIsWrongIsNamed(String part, String instead, String why) throws Exception {
    Path file = file(WHOLE.replace(part, instead == null ? "" : instead));

    assertThatThrownBy(() -> ConnectionInfo.read(file))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("connection file " + file + why);
  }

  @Test
  void aFileThatIsNoJsonIsNamed() throws Exception {
    Path file = file("shell_port=1");

    assertThatThrownBy(() -> ConnectionInfo.read(file))
        .isInstanceOf(ProtocolException.class)
        .hasMessage(
            "connection file "
                + file
                + " cannot be read as JSON: Unrecognized token 'shell_port': was expecting (JSON"
                + " String, Number, Array, Object or token 'null', 'true' or 'false')");
  }
}
