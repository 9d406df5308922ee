package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.Notebook;
import dev.culvert.magics.tunnel.Diagnosis.Check;
import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import dev.culvert.magics.tunnel.internal.config.HostConfig;
import dev.culvert.magics.tunnel.internal.config.Setting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Goes the way of a tunnel step by step and says of each whether it works. Stops at the first step
 * that others build on and that failed. One use, on the cell's thread.
 *
 * <p>Before the login a server tells little: that a key is not authorised, that a private key
 * stands in {@code authorized_keys} and that the file's mode is wrong all look alike. So when
 * another credential logs in, the server's own files are read to say why the first did not.
 */
final class Doctor implements ConnectSteps {

  private static final Duration LONGEST_GREETING = Duration.ofSeconds(2);
  private static final long SAMPLE = 4 << 20;
  private static final List<String> SHOWN =
      List.of("hostname", "user", "port", "identityfile", "proxyjump", "proxycommand");

  private final Notebook notebook;
  private final List<Check> checks = new ArrayList<>();
  private SshPlan last;
  private List<Credentials.Key> refused = List.of();
  private boolean passwordRefused;
  private long lastCheck = System.nanoTime(); // or the beginning: before it the way is found

  Doctor(Notebook notebook) {
    this.notebook = notebook;
  }

  /** What is looked at beside the way itself. */
  record Question(List<ForwardSpec> forwards, boolean withPassword, HostPort client) {}

  /** Notes the failure of the step after the last check. */
  void failed(TunnelError e) {
    add(new Check(name(e.code()), millisSince(lastCheck), e.name(), e.getMessage()));
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  void examine(WayFinder.Way way, Question question, OpenTunnels tunnels) {
    last = way.last().plan();
    passed("config", millisSince(lastCheck), config(way));
    compareWithSsh(way);
    long reading = System.nanoTime();
    String keys = keys(way.last().credentials(), question.withPassword());
    passed("keys", millisSince(reading), keys);
    try (SshLink link = connect(way)) {
      List<HostPort> targets = question.forwards().stream().map(ForwardSpec::target).toList();
      examineServer(link, question, targets);
      for (HostPort target : targets) {
        examineTarget(link, target);
      }
      examineKeepalive(link);
      measureThroughput(link);
    } catch (TunnelError e) {
      failed(e);
      return;
    }
    if (question.client() != null) {
      examineClient(question, tunnels);
    }
  }

  @Override
  public void passed(SshPlan server, String name, long millis, String found) {
    passed(name, millis, (server == last ? "" : server.server() + ": ") + found);
  }

  @Override
  public void loggedIn(SshPlan server, long millis, Credentials.Offer offer, AuthTrace trace) {
    List<Credentials.Key> not =
        offer.keys().stream().filter(key -> trace.refused(key.pair())).toList();
    String before =
        not.isEmpty()
            ? ""
            : "; refused before: "
                + not.stream().map(Credentials.Key::source).collect(Collectors.joining(", "));
    passed(server, "login", millis, server.user() + " by " + trace.success(offer) + before);
    if (server == last) {
      refused = not;
      passwordRefused = trace.passwordRefused();
    }
  }

  private SshLink connect(WayFinder.Way way) {
    WayConnector connector = new WayConnector(way.hops(), Asker.in(notebook), this);
    try (Cell.Registration hook = notebook.cell().onInterrupt(connector::abort)) {
      return connector.connect();
    }
  }

  private static String config(WayFinder.Way way) {
    HostConfig config = way.config();
    String set =
        SHOWN.stream()
            .flatMap(keyword -> config.all(keyword).stream().map(each -> setting(keyword, each)))
            .collect(Collectors.joining(", "));
    String hops =
        way.hops().stream().map(hop -> hop.plan().toString()).collect(Collectors.joining(" -> "));
    return hops + (set.isEmpty() ? "" : "; " + set);
  }

  /** Whether ssh would go the same way; left out where there is no ssh to ask. */
  private void compareWithSsh(WayFinder.Way way) {
    if (!way.config().notRun().isEmpty()) {
      return; // it would run commands that we were not allowed to run
    }
    long start = System.nanoTime();
    Optional<Map<String, String>> asked;
    try {
      asked = OpenSsh.settings(way.sshWords());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (asked.isEmpty()) {
      return;
    }
    Map<String, String> ours = new LinkedHashMap<>();
    ours.put("hostname", last.server().host());
    ours.put("port", "" + last.server().port());
    ours.put("user", last.user());
    ours.put("proxyjump", way.config().text("proxyjump").orElse("none"));
    ours.put("proxycommand", way.config().text("proxycommand").orElse("none"));
    List<String> different =
        ours.entrySet().stream()
            .filter(each -> !each.getValue().equalsIgnoreCase(inSsh(asked.get(), each.getKey())))
            .map(
                each ->
                    "%s %s, not %s"
                        .formatted(
                            each.getKey(),
                            Printable.of(inSsh(asked.get(), each.getKey())),
                            Printable.of(each.getValue())))
            .toList();
    if (different.isEmpty()) {
      passed("ssh -G", millisSince(start), "ssh would go the same way");
    } else {
      failed(
          "ssh -G",
          Code.CONFIG,
          millisSince(start),
          "ssh would take %s. Fix: say which is right on the command line, as -o Port=22; and tell us, for the two should agree."
              .formatted(String.join("; ", different)));
    }
  }

  private static String inSsh(Map<String, String> settings, String keyword) {
    return settings.getOrDefault(keyword, "none");
  }

  private static String setting(String keyword, Setting set) {
    return "%s %s (%s)".formatted(keyword, Printable.of(set.value()), set.place());
  }

  /** What there is to show; nothing is sent here. */
  private static String keys(Credentials credentials, boolean withPassword) {
    Optional<AgentClient> agent = credentials.openAgent();
    try {
      Credentials.Offer offer = credentials.offer(agent);
      List<String> all = new ArrayList<>();
      offer
          .keys()
          .forEach(key -> all.add(key.source() + " " + HostKeyCheck.describe(key.publicKey())));
      all.addAll(offer.missing());
      if (withPassword) {
        all.add("a password");
      }
      return all.isEmpty() ? "none; a password will be asked for" : String.join("; ", all);
    } finally {
      agent.ifPresent(SshConnector::closeAgent);
    }
  }

  /** Looks at the server's own files where they matter, and where it runs commands. */
  private void examineServer(SshLink link, Question question, List<HostPort> targets) {
    boolean loopback = targets.stream().anyMatch(Doctor::isLoopback);
    if (refused.isEmpty() && !question.withPassword() && !loopback) {
      return;
    }
    long start = System.nanoTime();
    Optional<ServerFiles> read = ServerFiles.read(link, refused);
    if (read.isEmpty()) {
      passed(
          "server files",
          millisSince(start),
          last.server() + " runs no commands for us: why it refused a key is not known");
      return;
    }
    ServerFiles files = read.get();
    for (Credentials.Key key : refused) {
      examineKey(files, key, millisSince(start));
    }
    if (question.withPassword()) {
      examinePassword(files, millisSince(start));
    }
    targets.stream()
        .filter(Doctor::isLoopback)
        .forEach(target -> examineBind(files, target, millisSince(start)));
  }

  private void examineKey(ServerFiles files, Credentials.Key key, long millis) {
    String file = files.authorizedKeys();
    if (files.holds(key)) {
      failed(
          Code.KEY_BLOCKED,
          millis,
          "%s stands in %s, and is refused all the same. Fix: chmod 700 ~/.ssh, chmod 600 %s, and no write access for others to the home folder (StrictModes); look for from= before the key."
              .formatted(key.source(), file, file));
    } else if (files.privateKey()) {
      failed(
          Code.KEY_PRIVATE,
          millis,
          "a private key stands in %s, where public ones belong; so %s is refused. Fix: remove it there and make a new pair, for that one is no secret any more; then %%tunnel key add %s -i KEY.pub."
              .formatted(file, key.source(), last));
    } else {
      failed(
          Code.KEY_UNAUTHORISED,
          millis,
          "%s is not in %s. Fix: %%tunnel key add %s -i %s.pub, or ssh-copy-id -i %s.pub -p %d %s@%s."
              .formatted(
                  key.source(),
                  file,
                  last,
                  key.source(),
                  key.source(),
                  last.server().port(),
                  last.user(),
                  last.server().host()));
    }
  }

  private void examinePassword(ServerFiles files, long millis) {
    String root = files.setting("permitrootlogin");
    if (files.setting("passwordauthentication").equals("no")) {
      failed(
          "password",
          Code.AUTH_NO_PASSWORD,
          millis,
          "the server takes no passwords: its sshd_config says PasswordAuthentication no. Fix: leave --password out, and log in by a key.");
    } else if (last.user().equals("root") && root.matches("without-password|prohibit-password")) {
      failed(
          "password",
          Code.AUTH_ROOT,
          millis,
          "the server takes no password of root: its sshd_config says PermitRootLogin prohibit-password. Fix: log in by a key, or as another user.");
    } else if (passwordRefused) {
      failed("password", Code.AUTH, millis, "the password is wrong. Fix: ask for the right one.");
    }
  }

  private void examineBind(ServerFiles files, HostPort target, long millis) {
    if (!files.listensEverywhere(target.port())) {
      passed("bind", millis, target + " is not open to other machines");
      return;
    }
    failed(
        Code.DB_OPEN,
        millis,
        "port %d of %s is open to every machine that reaches it (0.0.0.0), though only the tunnel needs it. Fix: in its configuration, below [mysqld]:  bind-address = 127.0.0.1  then restart it."
            .formatted(target.port(), last.server().host()));
  }

  private void examineTarget(SshLink link, HostPort target) {
    long start = System.nanoTime();
    ForwardChannel channel = link.open(target, new HostPort("127.0.0.1", 0));
    passed("forward", millisSince(start), target + " is reached");
    long asked = System.nanoTime();
    try (Socket socket = new ChannelSocket(channel, target, new Traffic())) {
      socket.setSoTimeout((int) LONGEST_GREETING.toMillis());
      Greeting greeting = Greeting.read(socket.getInputStream());
      if (greeting.refusal().isEmpty()) {
        passed("greeting", millisSince(asked), target + " is " + greeting.server());
      } else {
        failed(
            Code.TARGET_SPEAKS_NOT,
            millisSince(asked),
            "%s refuses the connection: %s. Fix: ask its admin to let %s in."
                .formatted(target, greeting.refusal().get(), last.server().host()));
      }
    } catch (IOException e) {
      failed(
          Code.TARGET_SPEAKS_NOT,
          millisSince(asked),
          "%s took the connection and closed it without a word (%s). Fix: look at its log; it may be starting, or allow fewer connections."
              .formatted(target, Printable.of(e.getMessage())));
    }
  }

  private void examineKeepalive(SshLink link) {
    long start = System.nanoTime();
    Optional<Duration> took = link.roundTrip(last.timeout());
    if (took.isPresent()) {
      passed("keepalive", millisSince(start), "answered");
    } else {
      failed(
          Code.LOST,
          millisSince(start),
          "%s gave no answer to a keepalive within %d s. Fix: look at the network between."
              .formatted(last.server(), last.timeout().toSeconds()));
    }
  }

  /** How fast the server's bytes come; not known where it runs no commands. */
  private void measureThroughput(SshLink link) {
    long start = System.nanoTime();
    try {
      RemoteCommand.Outcome outcome = link.run("head -c " + SAMPLE + " /dev/zero", new byte[0]);
      if (outcome.received() == SAMPLE) {
        // What the command takes to start says nothing about the way.
        double rate = (SAMPLE >> 20) * 1e9 / Math.max(1, outcome.receiving().toNanos());
        passed(
            "throughput",
            millisSince(start),
            String.format(Locale.ROOT, "%.1f MiB/s down, by 4 MiB", rate));
      }
    } catch (TunnelError e) {
      passed("throughput", millisSince(start), "not measured: " + e.getMessage());
    }
  }

  /** Whether the client was told the tunnel's port, or by mistake the database's own. */
  private void examineClient(Question question, OpenTunnels tunnels) {
    HostPort client = question.client();
    long start = System.nanoTime();
    List<HostPort> targets = question.forwards().stream().map(ForwardSpec::target).toList();
    List<SshTunnel> open = tunnels.all();
    boolean right =
        isLoopback(client)
            && open.stream()
                .flatMap(tunnel -> tunnel.targets().stream())
                .anyMatch(
                    target ->
                        target.local().getPort() == client.port()
                            && targets.contains(new HostPort(target.host(), target.port())));
    if (right) {
      passed("client", millisSince(start), client + " is the tunnel's port");
      return;
    }
    String ports =
        open.stream()
            .flatMap(tunnel -> tunnel.targets().stream())
            .filter(target -> targets.contains(new HostPort(target.host(), target.port())))
            .map(
                target ->
                    target.local().getAddress().getHostAddress() + ":" + target.local().getPort())
            .collect(Collectors.joining(" or "));
    failed(
        Code.CLIENT_PORT,
        millisSince(start),
        "the client connects to %s, which is no port of an open tunnel to the target; %s. Fix: %s."
            .formatted(
                client,
                answers(client) ? "another server answers there" : "nothing listens there",
                ports.isEmpty()
                    ? "open the tunnel with %tunnel open, and give the client the local port that it shows"
                    : "give the client " + ports));
  }

  private static boolean answers(HostPort at) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByName(at.host()), at.port()),
          (int) LONGEST_GREETING.toMillis());
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return false; // no such name, or no answer: nothing a client could use either
    }
  }

  private static boolean isLoopback(HostPort at) {
    return at.host().matches("localhost|127(\\.\\d{1,3}){3}|::1");
  }

  private void passed(String name, long millis, String found) {
    add(new Check(name, millis, "", found));
  }

  private void failed(Code code, long millis, String text) {
    failed(name(code), code, millis, text);
  }

  private void failed(String name, Code code, long millis, String text) {
    add(new Check(name, millis, code.text(), text));
  }

  private void add(Check check) {
    checks.add(check);
    lastCheck = System.nanoTime();
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  private static String name(Code code) {
    return switch (code) {
      case NAME, CONFIG, JUMP_LOOP -> "config";
      case PROXY -> "proxy";
      case DNS -> "dns";
      case TCP -> "tcp";
      case BANNER -> "banner";
      case KEX -> "kex";
      case HOSTKEY, HOSTKEY_CHANGED -> "host key";
      case KEY -> "keys";
      case KEY_UNAUTHORISED, KEY_PRIVATE, KEY_BLOCKED -> "key";
      case CERT, AUTH, AUTH_MAX, AUTH_NO_PASSWORD, AUTH_ROOT, NEEDS_INPUT -> "login";
      case BIND, BIND_REMOTE, CLIENT_PORT -> "client";
      case DB_OPEN -> "bind";
      case TARGET_PROHIBITED, TARGET_REFUSED, TARGET_UNREACHABLE, TARGET_TIMEOUT -> "forward";
      case TARGET_SPEAKS_NOT -> "greeting";
      case COMMAND -> "server files";
      case LOST, INTERRUPTED -> "connection";
    };
  }
}
