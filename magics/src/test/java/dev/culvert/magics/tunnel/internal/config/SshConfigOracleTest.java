package dev.culvert.magics.tunnel.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.magics.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks {@code ssh -G} what configurations mean, and compares. */
class SshConfigOracleTest {

  private static final List<String> COMPARED =
      List.of(
          "hostname",
          "port",
          "user",
          "identityfile",
          "certificatefile",
          "identitiesonly",
          "identityagent",
          "userknownhostsfile",
          "globalknownhostsfile",
          "hostkeyalias",
          "stricthostkeychecking",
          "serveraliveinterval",
          "serveralivecountmax",
          "connecttimeout",
          "proxyjump",
          "proxycommand",
          "compression",
          "exitonforwardfailure",
          "clearallforwardings",
          "gatewayports",
          "preferredauthentications",
          "numberofpasswordprompts",
          "batchmode",
          "addressfamily");

  private static final List<String> HOSTS =
      List.of("bastion", "bastion.example.org", "db1", "db2", "web.example.org", "10.0.0.7");

  private static final String[] PATTERNS = {
    "*", "bastion*", "db?", "*.example.org", "!db2 *", "* !bastion", "db1 db2", "10.0.0.*", "web*"
  };

  private static final String[] LINES = {
    "HostName %h.internal",
    "HostName=gate.example.org",
    "HostName = \"quoted.example.org\"",
    "Port 2022",
    "Port=2023",
    "User ana",
    "User \"bob\" # the other one",
    "user=carol",
    "IdentityFile ~/.ssh/work",
    "IdentityFile %d/keys/%r@%h",
    "IdentityFile \"/path with blanks/key\"",
    "IdentityFile=/keys/\\\"odd",
    "CertificateFile ~/.ssh/work-cert.pub",
    "IdentitiesOnly yes",
    "IdentitiesOnly=no",
    "IdentityAgent none",
    "IdentityAgent /run/agent.sock",
    "UserKnownHostsFile ~/.ssh/a ~/.ssh/b",
    "UserKnownHostsFile /dev/null",
    "GlobalKnownHostsFile /etc/one \"/etc/two words\"",
    "HostKeyAlias the-bastion",
    "StrictHostKeyChecking accept-new",
    "StrictHostKeyChecking yes",
    "ServerAliveInterval 30",
    "ServerAliveInterval=1m",
    "ServerAliveCountMax 5",
    "ConnectTimeout 7",
    "ProxyJump gate",
    "ProxyJump ana@gate:2200,inner",
    "ProxyJump none",
    "ProxyCommand nc -X 5 -x proxy:1080 %h %p",
    "ProxyCommand ssh -o A=b gate -W %h:%p # kept",
    "ProxyCommand none",
    "Compression yes",
    "ExitOnForwardFailure yes",
    "ClearAllForwardings yes",
    "GatewayPorts yes",
    "PreferredAuthentications publickey,password",
    "NumberOfPasswordPrompts 1",
    "BatchMode yes",
    "AddressFamily inet",
    "   # a comment",
    "",
    "\tPort\t2024",
  };

  @TempDir Path folder;

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aGeneratedConfigurationMeansWhatItMeansToSsh(int seed) throws Exception {
    Random random = new Random(seed);
    Path main = config(random);
    String host = HOSTS.get(random.nextInt(HOSTS.size()));
    List<String> options = random.nextInt(3) == 0 ? List.of("Port=2999", "User=dora") : List.of();

    Map<String, List<String>> wanted = ssh(main, host, options);
    HostConfig resolved = SshConfig.of(main, false).resolve(host, options);

    assertThat(ours(resolved, wanted)).as(Files.readString(main) + host).isEqualTo(wanted);
  }

  /** What we say where we say something; what ssh fills in by itself is taken over. */
  private static Map<String, List<String>> ours(
      HostConfig resolved, Map<String, List<String>> wanted) {
    Map<String, List<String>> ours = new LinkedHashMap<>(wanted);
    for (String keyword : COMPARED) {
      List<String> values =
          resolved.all(keyword).stream().map(set -> asSshPrints(keyword, set)).toList();
      boolean set = !values.isEmpty() && !values.equals(List.of("none"));
      boolean printed = wanted.containsKey(keyword);
      if (set || (printed && isDefaultless(keyword))) {
        ours.put(keyword, values);
      }
    }
    return ours;
  }

  /** Keywords that ssh prints only when they were set. */
  private static boolean isDefaultless(String keyword) {
    return List.of("proxyjump", "proxycommand", "hostkeyalias", "certificatefile")
        .contains(keyword);
  }

  private static String asSshPrints(String keyword, Setting setting) {
    String value = setting.value();
    return switch (keyword) {
      case "serveraliveinterval" -> value.equals("1m") ? "60" : value;
      case "stricthostkeychecking" -> value.equals("yes") ? "true" : value;
      case "userknownhostsfile" -> value.replace("~", System.getProperty("user.home"));
      default -> value;
    };
  }

  private Path config(Random random) throws IOException {
    Path included = write("included", block(random) + scope(random) + block(random));
    StringBuilder text = new StringBuilder();
    text.append(random.nextInt(2) == 0 ? block(random) : "");
    int scopes = 2 + random.nextInt(4);
    for (int i = 0; i < scopes; i++) {
      text.append(scope(random)).append(block(random));
      if (random.nextInt(4) == 0) {
        text.append("  Include ").append(folder).append("/incl*\n").append(block(random));
      }
    }
    assertThat(included).exists();
    return write("config", text.toString());
  }

  private static String scope(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "Match final\n";
      case 1 -> "Match host " + pick(random, "*.internal", "gate*", "*.example.org,!web*") + "\n";
      case 2 -> "Match originalhost db* user ana\n";
      case 3 -> "Match !host bastion* all\n".replace(" all", "");
      case 4 -> "Match all\n";
      default -> "Host " + pick(random, PATTERNS) + "\n";
    };
  }

  private static String block(Random random) {
    StringBuilder block = new StringBuilder();
    int lines = random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      block.append("  ").append(pick(random, LINES)).append('\n');
    }
    return block.toString();
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static Map<String, List<String>> ssh(Path config, String host, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Needs.program("ssh", "install openssh-client").toString());
    command.addAll(List.of("-G", "-F", config.toString()));
    options.forEach(option -> command.addAll(List.of("-o", option)));
    command.add(host);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(printed + Files.readString(config)).isZero();
    Map<String, List<String>> values = new LinkedHashMap<>();
    printed
        .lines()
        .forEach(
            line -> {
              String keyword = line.split(" ", 2)[0].toLowerCase(Locale.ROOT);
              if (COMPARED.contains(keyword)) {
                String value = line.substring(keyword.length()).strip();
                values.computeIfAbsent(keyword, key -> new ArrayList<>()).add(value);
              }
            });
    return values;
  }
}
