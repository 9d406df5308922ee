package dev.culvert.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a connection file says: where a kernel listens, and the key that signs its messages.
 *
 * <p>{@link #toString()} never shows the key.
 *
 * @param shellPort and the other ports: TCP ports, or the number behind the path for ipc
 */
public record ConnectionInfo(
    String transport,
    String ip,
    int shellPort,
    int iopubPort,
    int stdinPort,
    int controlPort,
    int heartbeatPort,
    String signatureScheme,
    String key) {

  /** Reads a connection file; every way it can be wrong is one clear error. */
  public static ConnectionInfo read(Path file) throws ProtocolException {
    Map<String, Object> map;
    try {
      map = fields(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new ProtocolException("connection file " + file + " does not exist", e);
    } catch (IOException e) {
      throw new ProtocolException(
          "connection file " + file + " cannot be read as JSON: " + firstLine(e), e);
    }
    String transport = text(map, "transport", "tcp");
    if (!transport.equals("tcp") && !transport.equals("ipc")) {
      throw new ProtocolException(
          "connection file " + file + ": transport '" + transport + "' is neither tcp nor ipc");
    }
    return new ConnectionInfo(
        transport,
        text(map, "ip", "127.0.0.1"),
        port(file, map, "shell_port"),
        port(file, map, "iopub_port"),
        port(file, map, "stdin_port"),
        port(file, map, "control_port"),
        port(file, map, "hb_port"),
        text(map, "signature_scheme", "hmac-sha256"),
        text(map, "key", ""));
  }

  /** Texts and whole numbers. Not by {@code JSON}, whose start would delay that of the sockets. */
  private static Map<String, Object> fields(byte[] object) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it holds no object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        switch (json.nextToken()) {
          case VALUE_STRING -> fields.put(name, json.getText());
          case VALUE_NUMBER_INT -> fields.put(name, json.getNumberValue());
          default -> json.skipChildren();
        }
      }
    }
    return fields;
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static String text(Map<String, Object> map, String key, String whenAbsent) {
    return map.get(key) instanceof String text ? text : whenAbsent;
  }

  private static int port(Path file, Map<String, Object> map, String key) throws ProtocolException {
    if (map.get(key) instanceof Number number && number.intValue() > 0) {
      return number.intValue();
    }
    throw new ProtocolException(
        "connection file " + file + ": " + key + " is missing or not a positive number");
  }

  /** The address of a port, as ZeroMQ spells it. */
  public String address(int port) {
    return transport + "://" + ip + (transport.equals("tcp") ? ":" : "-") + port;
  }

  /** The same for Java. */
  public SocketAddress socketAddress(int port) {
    if (transport.equals("ipc")) {
      return UnixDomainSocketAddress.of(ip + "-" + port);
    }
    return ip.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(ip, port);
  }

  /** The content of a connection file that says the same. It holds the key. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("transport", transport);
    map.put("ip", ip);
    map.put("shell_port", shellPort);
    map.put("iopub_port", iopubPort);
    map.put("stdin_port", stdinPort);
    map.put("control_port", controlPort);
    map.put("hb_port", heartbeatPort);
    map.put("signature_scheme", signatureScheme);
    map.put("key", key);
    return map;
  }

  @Override
  public String toString() {
    return "ConnectionInfo[" + address(shellPort) + ", key=***]";
  }
}
