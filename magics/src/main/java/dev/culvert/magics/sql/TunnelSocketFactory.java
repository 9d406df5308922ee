package dev.culvert.magics.sql;

import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.Tunnels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Properties;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Gives the driver sockets that come out at the far end of a tunnel.
 *
 * <p>No local port is opened, and the driver keeps the real host name, so that TLS is verified
 * against it. The driver makes one instance for each connection, by name, also for the one that
 * cancels a statement; it calls from any thread.
 */
public final class TunnelSocketFactory extends ConfigurableSocketFactory {

  private static final String TUNNEL_PROPERTY = "culvertTunnel";

  private String tunnel;
  private String host;
  private List<Integer> ports;

  /** For the driver. */
  public TunnelSocketFactory() {}

  /** Makes a connection with these properties go through the tunnel of that name. */
  public static void use(String tunnel, Properties properties) {
    properties.setProperty("socketFactory", TunnelSocketFactory.class.getName());
    properties.setProperty(TUNNEL_PROPERTY, tunnel);
    // A server must not send us to another host, and a kill must take the same way.
    properties.setProperty("permitRedirect", "false");
    properties.setProperty("useIpForKillQuery", "false");
  }

  @Override
  public void setConfiguration(Configuration configuration, String hostName) {
    tunnel = configuration.nonMappedOptions().getProperty(TUNNEL_PROPERTY);
    host = hostName;
    ports =
        configuration.addresses().stream()
            .filter(address -> address.host.equals(hostName))
            .map(address -> address.port)
            .distinct()
            .toList();
  }

  @Override
  public Socket createSocket() throws IOException {
    Tunnel way =
        Tunnels.find(tunnel)
            .orElseThrow(() -> new SocketException("tunnel " + tunnel + " is not open"));
    if (ports.size() != 1) {
      // The driver tells the host, and not which of its servers is meant.
      throw new SocketException(
          "several servers on one host cannot be told apart through a tunnel: give each a name of"
              + " its own, or connect to one of them");
    }
    return way.dial(host, ports.get(0));
  }

  @Override
  public Socket createSocket(String otherHost, int otherPort) throws IOException {
    throw onlyConnected();
  }

  @Override
  public Socket createSocket(String otherHost, int otherPort, InetAddress local, int localPort)
      throws IOException {
    throw onlyConnected();
  }

  @Override
  public Socket createSocket(InetAddress address, int otherPort) throws IOException {
    throw onlyConnected();
  }

  @Override
  public Socket createSocket(InetAddress address, int otherPort, InetAddress local, int localPort)
      throws IOException {
    throw onlyConnected();
  }

  private static IOException onlyConnected() {
    return new SocketException("a tunnel leads to the server it was asked for, and to no other");
  }
}
