package dev.culvert.magics.tunnel.internal.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Resolves a host against OpenSSH's configuration files, by the rules of ssh_config(5).
 *
 * <p>The first value that is met wins: options of the command line, then the user's file, then the
 * system's. Files are read again for each host. Hazard: {@code Match exec} runs a command that
 * stands in a file; it is run only if that was allowed, and counts as not matching otherwise.
 */
public final class SshConfig {

  private static final int DEEPEST_INCLUDE = 16;

  /** Keywords whose values add up. */
  private static final Set<String> ADDING_UP =
      Set.of("identityfile", "certificatefile", "localforward", "remoteforward", "dynamicforward");

  /** Keywords whose value is the rest of the line as it was written. */
  private static final Set<String> AS_WRITTEN =
      Set.of("proxycommand", "localcommand", "remotecommand", "knownhostscommand");

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms",
          "challengeresponseauthentication", "kbdinteractiveauthentication",
          "skeyauthentication", "kbdinteractiveauthentication",
          "tisauthentication", "kbdinteractiveauthentication",
          "dsaauthentication", "pubkeyauthentication",
          "identityfile2", "identityfile");

  /** A configuration file and where its relative includes are looked for. */
  private record Source(Path file, Path includes, boolean mayBeMissing) {}

  private final List<Source> sources;
  private final boolean execAllowed;

  private SshConfig(List<Source> sources, boolean execAllowed) {
    this.sources = sources;
    this.execAllowed = execAllowed;
  }

  /** The user's file and the system's, as far as they exist. */
  public static SshConfig standard(boolean execAllowed) {
    Path user = home().resolve(".ssh");
    Path system = Path.of("/etc/ssh");
    return new SshConfig(
        List.of(
            new Source(user.resolve("config"), user, true),
            new Source(system.resolve("ssh_config"), system, true)),
        execAllowed);
  }

  /** One file in place of both. */
  public static SshConfig of(Path file, boolean execAllowed) {
    return new SshConfig(List.of(new Source(file, home().resolve(".ssh"), false)), execAllowed);
  }

  /** No file at all. */
  public static SshConfig none() {
    return new SshConfig(List.of(), false);
  }

  /** An option that sets a keyword to a value, quoted as a configuration file would. */
  public static String option(String keyword, String value) {
    return keyword + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Resolves a host.
   *
   * @param typed the host as the user typed it
   * @param options what the command line says, as {@code Keyword=value}; it wins over the files
   * @throws ConfigError when a file cannot be read or understood
   */
  public HostConfig resolve(String typed, List<String> options) {
    Resolution resolution = new Resolution(typed);
    for (String option : options) {
      ConfigLine.parse(option, "-o " + Shown.of(option.replaceFirst("[\\s=].*", "")))
          .ifPresent(resolution::set);
    }
    resolution.read(false);
    resolution.substituteHostName();
    if (resolution.wantsFinalPass || resolution.canonicalizes()) {
      resolution.keepHostName();
      resolution.read(true);
    }
    return new HostConfig(typed, resolution.settings, resolution.notRun);
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }

  /** One host on its way through the files. */
  private final class Resolution {
    private final String typed;
    private final Map<String, List<Setting>> settings = new LinkedHashMap<>();
    private final List<String> notRun = new ArrayList<>();
    private boolean finalPass;
    private boolean wantsFinalPass;
    private boolean active;

    Resolution(String typed) {
      this.typed = typed;
    }

    void read(boolean finalPass) {
      this.finalPass = finalPass;
      for (Source source : sources) {
        active = true;
        read(source, source.file(), 0, true, source.mayBeMissing());
      }
    }

    /** From the second pass on, and for the connection, HostName is the host. */
    void substituteHostName() {
      Setting set = first("hostname");
      if (set != null) {
        String host = hostName(set);
        settings.put("hostname", List.of(new Setting(host, List.of(host), set.place())));
      }
    }

    /** What the second pass says about HostName comes too late. */
    void keepHostName() {
      settings.putIfAbsent("hostname", List.of(new Setting(typed, List.of(typed), "as typed")));
    }

    boolean canonicalizes() {
      Setting set = first("canonicalizehostname");
      return set != null && !set.value().equalsIgnoreCase("no");
    }

    private String hostName(Setting set) {
      return set.value().replace("%h", typed).replace("%n", typed).replace("%%", "%");
    }

    /**
     * Reads a file.
     *
     * @param reachable whether the Include that led here stands where the host matches
     */
    private void read(
        Source source, Path file, int depth, boolean reachable, boolean mayBeMissing) {
      List<String> lines = lines(file, mayBeMissing);
      for (int i = 0; i < lines.size(); i++) {
        String place = file + ":" + (i + 1);
        Optional<ConfigLine> parsed = ConfigLine.parse(lines.get(i), place);
        if (parsed.isPresent()) {
          apply(source, parsed.get(), depth, reachable);
        }
      }
    }

    private void apply(Source source, ConfigLine line, int depth, boolean reachable) {
      switch (line.keyword()) {
        case "host" -> active = reachable && HostPatterns.match(line.words(), typed);
        case "match" -> active = new MatchLine(line).matches() && reachable;
        case "include" -> include(source, line, depth);
        default -> {
          if (active) {
            set(line);
          }
        }
      }
    }

    private void include(Source source, ConfigLine line, int depth) {
      if (depth >= DEEPEST_INCLUDE) {
        throw new ConfigError("%s: includes are nested too deep.".formatted(line.place()));
      }
      boolean before = active;
      for (String pattern : line.words()) {
        for (Path file : Globs.files(pattern, source.includes(), line.place())) {
          read(source, file, depth + 1, before, true);
          active = before;
        }
      }
    }

    void set(ConfigLine line) {
      String keyword = OTHER_NAMES.getOrDefault(line.keyword(), line.keyword());
      if (comesAfterOtherProxy(keyword)) {
        return;
      }
      Setting setting = setting(keyword, line);
      if (ADDING_UP.contains(keyword)) {
        List<Setting> sofar = settings.computeIfAbsent(keyword, key -> new ArrayList<>());
        boolean twice = sofar.stream().anyMatch(known -> known.value().equals(setting.value()));
        if (!twice) {
          sofar.add(setting);
        }
      } else {
        settings.putIfAbsent(keyword, List.of(setting));
      }
    }

    /** Of the two ways to a proxy, whichever came first holds. */
    private boolean comesAfterOtherProxy(String keyword) {
      Setting jump = first("proxyjump");
      return switch (keyword) {
        case "proxyjump" -> settings.containsKey("proxycommand");
        case "proxycommand" -> jump != null && !jump.value().equalsIgnoreCase("none");
        default -> false;
      };
    }

    private Setting setting(String keyword, ConfigLine line) {
      if (keyword.equals("proxyjump")) {
        String jump = line.rest().replaceFirst("#.*", "").strip();
        return new Setting(jump, List.of(jump), line.place());
      } else if (AS_WRITTEN.contains(keyword)) {
        return new Setting(line.rest(), List.of(line.rest()), line.place());
      }
      line.first(); // a comment alone is no value
      return new Setting(String.join(" ", line.words()), line.words(), line.place());
    }

    private Setting first(String keyword) {
      List<Setting> set = settings.get(keyword);
      return set == null ? null : set.get(0);
    }

    private String host() {
      Setting set = first("hostname");
      return set == null ? typed : hostName(set);
    }

    private String user() {
      Setting set = first("user");
      return set == null ? System.getProperty("user.name") : set.value();
    }

    /** The criteria of one Match line, looked at in their order. */
    private final class MatchLine {
      private final ConfigLine line;
      private int at;

      MatchLine(ConfigLine line) {
        this.line = line;
      }

      boolean matches() {
        boolean matched = true;
        if (line.words().isEmpty()) {
          throw new ConfigError("%s: Match names no criterion.".formatted(line.place()));
        }
        while (at < line.words().size()) {
          String word = line.words().get(at++);
          boolean negated = word.startsWith("!");
          String criterion = negated ? word.substring(1) : word;
          matched &= one(criterion.toLowerCase(java.util.Locale.ROOT), matched) != negated;
        }
        return matched;
      }

      private boolean one(String criterion, boolean sofar) {
        int equals = criterion.indexOf('=');
        if (equals > 0) {
          at--;
          return valued(criterion.substring(0, equals), line.words().get(at++), sofar);
        }
        return switch (criterion) {
          case "all" -> true;
          case "canonical" -> finalPass;
          case "final" -> {
            wantsFinalPass = true;
            yield finalPass;
          }
          default -> valued(criterion, null, sofar);
        };
      }

      private boolean valued(String criterion, String joined, boolean sofar) {
        String value = joined == null ? next(criterion) : joined.replaceFirst("^!?[^=]*=", "");
        return switch (criterion) {
          case "host" -> HostPatterns.matchList(value, host());
          case "originalhost" -> HostPatterns.matchList(value, typed);
          case "user" -> HostPatterns.matchList(value, user());
          case "localuser" -> HostPatterns.matchList(value, System.getProperty("user.name"));
          case "exec" -> sofar && exec(value);
          default ->
              throw new ConfigError(
                  "%s: Match has no criterion '%s'. It knows all, canonical, final, exec, host,"
                          .formatted(line.place(), Shown.of(criterion))
                      + " originalhost, user and localuser.");
        };
      }

      private String next(String criterion) {
        if (at == line.words().size()) {
          throw new ConfigError("%s: Match %s has no value.".formatted(line.place(), criterion));
        }
        return line.words().get(at++);
      }

      private boolean exec(String command) {
        if (!execAllowed) {
          notRun.add(line.place());
          return false;
        }
        String port = first("port") == null ? "22" : first("port").value();
        String alias = first("hostkeyalias") == null ? null : first("hostkeyalias").value();
        Tokens tokens = new Tokens(host(), typed, Integer.parseInt(port), user(), alias, "");
        return MatchCommand.succeeds(tokens.fill(command, line.place()), line.place());
      }
    }
  }

  private static List<String> lines(Path file, boolean mayBeMissing) {
    try {
      refuseIfOthersMayWrite(file);
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .map(
              line ->
                  new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
          .toList();
    } catch (NoSuchFileException e) {
      if (mayBeMissing) {
        return List.of();
      }
      throw new ConfigError(
          "the configuration file %s does not exist. Name another with -F, or none for no file."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new ConfigError(
          "%s cannot be read (%s).".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  private static void refuseIfOthersMayWrite(Path file) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix == null || !posix.readAttributes().isRegularFile()) {
      return; // a file system without modes, as on Windows; or /dev/null, which holds nothing
    }
    Set<PosixFilePermission> mode = posix.readAttributes().permissions();
    if (!Collections.disjoint(
        mode, Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE))) {
      throw new ConfigError(
          "%s may be written by others, so it is not believed. Look whether its lines are yours, then chmod 600 %s."
              .formatted(file, file));
    }
  }

  /** The files an Include names. */
  private static final class Globs {

    private Globs() {}

    static List<Path> files(String pattern, Path base, String place) {
      String expanded = pattern.startsWith("~/") ? home() + pattern.substring(1) : pattern;
      Path path = base.resolve(expanded).normalize();
      List<Path> found = List.of(path.getRoot());
      for (Path part : path) {
        List<Path> below = new ArrayList<>();
        for (Path folder : found) {
          below.addAll(below(folder, part.toString(), place));
        }
        found = below;
      }
      return found;
    }

    private static List<Path> below(Path folder, String part, String place) {
      if (part.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
        Path path = folder.resolve(part);
        return Files.exists(path) ? List.of(path) : List.of();
      } else if (!Files.isDirectory(folder)) {
        return List.of();
      }
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(folder, part.replace("{", "\\{").replace("}", "\\}"))) {
        return Stream.of(entries)
            .flatMap(each -> java.util.stream.StreamSupport.stream(each.spliterator(), false))
            .filter(path -> part.startsWith(".") || !path.getFileName().toString().startsWith("."))
            .sorted()
            .toList();
      } catch (IOException e) {
        throw new ConfigError(
            "%s: %s cannot be listed (%s).".formatted(place, folder, e.getClass().getSimpleName()),
            e);
      }
    }
  }
}
