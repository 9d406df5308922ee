package dev.culvert.it;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Java code that opens a tunnel in a notebook where no magic was used before. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class TunnelsInCulvertTest {

  @TempDir Path folder;

  @Test
  void theFirstCellFindsTheMagic() throws Exception {
    try (LoopbackSshd sshd = LoopbackSshd.start(folder);
        TestKernel kernel = BuiltKernel.start()) {
      String[] login = sshd.loginWords().split(" "); // user@host:port -i KEY --known-hosts FILE
      String port = login[0].substring(login[0].lastIndexOf(':') + 1);
      kernel
          .execute(
              """
              try (var tunnel = dev.culvert.magics.tunnel.Tunnels.through("%s").key(Path.of("%s"))
                      .knownHosts(Path.of("%s")).to("127.0.0.1", %s).open();
                  Socket socket = new Socket("127.0.0.1", tunnel.localPort())) {
                System.out.println(new String(socket.getInputStream().readNBytes(8)));
              }"""
                  .formatted(login[0], login[2], login[4], port))
          .stdout("SSH-2.0-\n")
          .ok();
    }
  }
}
