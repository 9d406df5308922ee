package dev.culvert.magics.tunnel.internal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** With a real sshd to go through, and a server behind it that sends back what it gets. */
abstract class ServedTunnelTestCase extends TunnelTestCase {

  Sshd sshd;
  TestServer echo;

  @BeforeEach
  void startServers() throws Exception {
    sshd = Sshd.start(folder);
    echo = TestServer.echo();
  }

  @AfterEach
  void stopServers() throws Exception {
    echo.close();
    sshd.close();
  }
}
