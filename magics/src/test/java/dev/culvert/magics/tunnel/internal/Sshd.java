package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenSSH's sshd on a free loopback port, with keys and a config of its own in a folder. Its host
 * key is written to {@code known_hosts} there, its user's key is {@code id}.
 */
public final class Sshd implements AutoCloseable {

  private static final String INSTALL = "install openssh-server, as apt-get install openssh-server";

  private static final Pattern MISSING_FOLDER =
      Pattern.compile("Missing privilege separation directory: (/[^\\]\\s]+)");

  private static final String LOOPBACK = "127.0.0.1";

  final Path folder;
  final String host;
  final int port;
  private final List<String> surroundings;
  private final List<String> log = new ArrayList<>();
  private Process process;

  private Sshd(Path folder, String host, int port, List<String> surroundings) {
    this.folder = folder;
    this.host = host;
    this.port = port;
    this.surroundings = surroundings;
  }

  /** Starts a server that takes the key {@code id}, with an ed25519 host key. */
  public static Sshd start(Path folder, String... config) throws IOException, InterruptedException {
    return start(folder, List.of("ed25519"), config);
  }

  /** Starts a server as {@link #start(Path, String...)} does, at port 2020 if that is free. */
  static Sshd startAt2020(Path folder, String... config) throws IOException, InterruptedException {
    int port = 2020;
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    } catch (BindException e) {
      port = freePort();
    }
    return new Sshd(folder, LOOPBACK, port, List.of()).start(List.of("ed25519"), config);
  }

  /**
   * Starts a server in surroundings of its own, such as a network.
   *
   * @param host the address it listens on there
   * @param surroundings the words of a command that becomes the program behind them
   */
  static Sshd startIn(Path folder, String host, List<String> surroundings, String... config)
      throws IOException, InterruptedException {
    return new Sshd(folder, host, freePort(), surroundings).start(List.of("ed25519"), config);
  }

  static Sshd start(Path folder, List<String> hostKeyTypes, String... config)
      throws IOException, InterruptedException {
    return new Sshd(folder, LOOPBACK, freePort(), List.of()).start(hostKeyTypes, config);
  }

  private Sshd start(List<String> hostKeyTypes, String... config)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(List.of(config));
    for (String type : hostKeyTypes) {
      keygen("host_" + type, "-t", type);
      lines.add("HostKey " + folder.resolve("host_" + type));
    }
    keygen("id", "-t", "ed25519");
    authorize("id");
    lines.addAll(
        List.of(
            "Port " + port,
            "ListenAddress " + host,
            "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
            "UsePAM no",
            "StrictModes no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PidFile none"));
    Files.write(folder.resolve("sshd_config"), lines);
    trust(hostKeyTypes.get(0));
    launch();
    return this;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts the server, again after {@link #kill()}. */
  public void launch() throws IOException {
    try {
      tryToLaunch();
    } catch (IOException e) {
      makePrivilegeSeparationFolder(e);
      tryToLaunch();
    }
  }

  /** Does what the system's init script does before the first start of sshd after boot. */
  private void makePrivilegeSeparationFolder(IOException failure) throws IOException {
    Matcher missing = MISSING_FOLDER.matcher(failure.getMessage());
    if (!missing.find()) {
      throw failure;
    }
    Files.createDirectories(Path.of(missing.group(1)));
  }

  private void tryToLaunch() throws IOException {
    Path sshd = Needs.program("sshd", INSTALL);
    List<String> command = new ArrayList<>(surroundings);
    command.addAll(
        List.of(sshd.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      note(line);
      if (line.startsWith("Server listening")) {
        drain(output);
        return;
      }
    }
    throw new IOException("sshd did not start: " + log);
  }

  /** Makes a key pair; the private half is {@code name}. */
  Path keygen(String name, String... options) throws IOException, InterruptedException {
    Path key = folder.resolve(name);
    List<String> command =
        new ArrayList<>(
            List.of(Needs.program("ssh-keygen", INSTALL).toString(), "-q", "-f", key.toString()));
    command.addAll(List.of(options));
    if (!command.contains("-N")) {
      command.addAll(List.of("-N", ""));
    }
    run(command);
    return key;
  }

  /** Runs ssh-keygen as it is. */
  void keygenTool(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Needs.program("ssh-keygen", INSTALL).toString());
    command.addAll(List.of(options));
    run(command);
  }

  void authorize(String key) throws IOException {
    Path file = folder.resolve("authorized_keys");
    String before = Files.exists(file) ? Files.readString(file) : "";
    Files.writeString(file, before + Files.readString(folder.resolve(key + ".pub")));
  }

  /** Writes known_hosts anew with one host key of this server. */
  Path trust(String hostKeyType) throws IOException {
    String[] key = Files.readString(folder.resolve("host_" + hostKeyType + ".pub")).split(" ");
    return knownHosts("[" + host + "]:" + port + " " + key[0] + " " + key[1].strip() + "\n");
  }

  Path knownHosts(String content) throws IOException {
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** What a user writes after {@code %tunnel open}, less forwards. */
  public List<String> address() {
    return List.of(
        System.getProperty("user.name") + "@" + host + ":" + port,
        "--known-hosts",
        folder.resolve("known_hosts").toString());
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** What sshd wrote so far. */
  List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /** Waits until sshd has written a line that holds the text. */
  void awaitLog(String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    synchronized (log) {
      while (log.stream().noneMatch(line -> line.contains(text))) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("sshd did not write '" + text + "': " + log);
        }
        log.wait(left);
      }
    }
  }

  /** Kills the server and what it started for its sessions. */
  public void kill() throws InterruptedException {
    List<ProcessHandle> sessions = process.descendants().toList();
    process.destroyForcibly();
    sessions.forEach(ProcessHandle::destroyForcibly);
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Stops the server and its sessions as a machine that sleeps; connections stay as they are. */
  void suspend() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets them go on. */
  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", signal, "" + process.pid()));
    process.descendants().forEach(session -> command.add("" + session.pid()));
    run(command);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private void drain(BufferedReader output) {
    Thread reader =
        new Thread(
            () -> {
              try (output) {
                output.lines().forEach(this::note);
              } catch (IOException | UncheckedIOException e) {
                note("log ended: " + e.getMessage());
              }
            },
            "sshd-log");
    reader.setDaemon(true);
    reader.start();
  }

  private void note(String line) {
    synchronized (log) {
      log.add(line);
      log.notifyAll();
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + output);
    }
  }
}
