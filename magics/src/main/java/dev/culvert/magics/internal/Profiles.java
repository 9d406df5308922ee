package dev.culvert.magics.internal;

import dev.culvert.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * The named connections of a user, in {@code ~/.config/culvert/connections.toml}: a table {@code
 * [tunnel.NAME]} or {@code [database.NAME]} each. A table inside one, as {@code
 * [database.shop.prod]}, is a profile {@code shop.prod} with the settings of {@code shop} that it
 * does not change. Immutable; the file is read anew for each command that wants it.
 *
 * <p>Hazard: a parser's messages quote the text they fail on, which may be a password that does not
 * belong there. Only line and column are passed on, and a key that holds a secret is refused
 * without its value: passwords stand in a secrets file, which is readable by its owner alone.
 */
public final class Profiles {

  private static final String ERROR = "ProfileError";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<String> SECRET =
      Set.of("password", "passphrase", "passwd", "pwd", "secret");

  /** What a profile is for. */
  public enum Kind {
    /** For {@code %tunnel open NAME}. */
    TUNNEL,
    /** For {@code %sql connect NAME}. */
    DATABASE;

    /** The first part of the section's name. */
    public String section() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Path file;
  private final Map<Kind, Map<String, Profile>> profiles;

  private Profiles(Path file, Map<Kind, Map<String, Profile>> profiles) {
    this.file = file;
    this.profiles = profiles;
  }

  /** The usual file: in {@code $XDG_CONFIG_HOME}, or else in {@code ~/.config}. */
  public static Path standardFile(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        !configured.isEmpty() && Path.of(configured).isAbsolute()
            ? Path.of(configured)
            : HomePath.of("~/.config");
    return folder.resolve("culvert").resolve("connections.toml");
  }

  /**
   * Reads a file; one that does not exist has no profiles.
   *
   * @param warnings told, in a full sentence, when others than the owner may read the file
   * @throws UserError when the file cannot be read or understood; never quotes its values
   */
  public static Profiles read(Path file, Consumer<String> warnings) {
    try {
      OwnerOnly.warning(file, "profiles file", file.toString()).ifPresent(warnings);
      return parse(file, Toml.parse(file));
    } catch (NoSuchFileException e) {
      return new Profiles(file, Map.of());
    } catch (IOException e) {
      throw error(
          "profiles file %s cannot be read (%s). Check that it is a file of UTF-8 text and that you"
              + " own it.",
          file, e.getClass().getSimpleName());
    }
  }

  /** The file they came from. */
  public Path file() {
    return file;
  }

  /** The profile of that name. */
  public Optional<Profile> find(Kind kind, String name) {
    return Optional.ofNullable(of(kind).get(name));
  }

  /** The names, in the file's order. */
  public List<String> names(Kind kind) {
    return List.copyOf(of(kind).keySet());
  }

  /**
   * Adds a profile at the end of a file, which then is readable by its owner alone if it is new.
   * The rest of the file stays as it is, with its comments.
   *
   * @param settings each key with its values; a flag has none
   * @throws UserError when the file has that profile already, or cannot be written
   */
  public static void add(Path file, Kind kind, String name, Map<String, List<String>> settings) {
    Optional<Profile> there = read(file, warning -> {}).find(kind, name);
    if (there.isPresent()) {
      throw error(
          "%s has a profile '%s' already. Remove its lines there, or save under another name.",
          there.get().place(), name);
    }
    try {
      write(file, section(kind, name, settings));
    } catch (IOException e) {
      throw error(
          "profiles file %s cannot be written (%s). Check that you own its folder.",
          file, e.getClass().getSimpleName());
    }
  }

  private Map<String, Profile> of(Kind kind) {
    return profiles.getOrDefault(kind, Map.of());
  }

  private static Profiles parse(Path file, TomlParseResult toml) {
    if (toml.hasErrors()) {
      TomlParseError first = toml.errors().get(0);
      throw error(
          "%s:%d: this is not valid TOML, at column %d. A profile is a table as [tunnel.NAME] with"
              + " lines as to = \"db:3306\".",
          file, first.position().line(), first.position().column());
    }
    Map<Kind, Map<String, Profile>> profiles = new LinkedHashMap<>();
    for (String key : toml.keySet()) {
      Kind kind = kind(file, toml, key);
      if (!(toml.get(List.of(key)) instanceof TomlTable tables)) {
        throw error("%s: '%s' must be tables as [%s.NAME].", place(file, toml, key), key, key);
      }
      Map<String, Profile> ofKind = new LinkedHashMap<>();
      for (String name : tables.keySet()) {
        if (!(tables.get(List.of(name)) instanceof TomlTable)) {
          throw error(
              "%s: '%s' stands in no profile. Put it below a line as [%s.NAME].",
              place(file, tables, name), name, kind.section());
        }
        addProfile(file, tables, name, new Profile("", "", Map.of()), ofKind);
      }
      profiles.put(kind, ofKind);
    }
    return new Profiles(file, profiles);
  }

  private static Kind kind(Path file, TomlTable toml, String key) {
    for (Kind kind : Kind.values()) {
      if (kind.section().equals(key)) {
        return kind;
      }
    }
    throw error(
        "%s: there are no sections '%s'. Use [tunnel.NAME] or [database.NAME].",
        place(file, toml, key), key);
  }

  /** Adds a profile and those inside it, which begin with its settings. */
  private static void addProfile(
      Path file, TomlTable tables, String key, Profile outer, Map<String, Profile> profiles) {
    TomlTable table = (TomlTable) tables.get(List.of(key));
    Map<String, List<String>> settings = new LinkedHashMap<>(outer.settings());
    List<String> inner = new ArrayList<>();
    for (String setting : table.keySet()) {
      Object value = table.get(List.of(setting));
      if (value instanceof TomlTable) {
        inner.add(setting);
      } else if (Boolean.FALSE.equals(value)) {
        settings.remove(setting);
      } else {
        settings.put(setting, values(place(file, table, setting), setting, value));
      }
    }
    String name = outer.name().isEmpty() ? key : outer.name() + "." + key;
    Profile profile = new Profile(name, place(file, tables, key), settings);
    profiles.put(name, profile);
    inner.forEach(each -> addProfile(file, table, each, profile, profiles));
  }

  private static List<String> values(String place, String key, Object value) {
    if (value instanceof Boolean) {
      return List.of();
    } else if (SECRET.contains(key.toLowerCase(Locale.ROOT))) {
      throw error(
          "%s: profiles hold no %s. Put it into a secrets file and name that: secrets = \"FILE\","
              + " as = \"SECTION\".",
          place, key);
    } else if (value instanceof String || value instanceof Long) {
      return List.of(value.toString());
    } else if (value instanceof TomlArray array && !array.isEmpty()) {
      List<String> values = new ArrayList<>();
      for (Object each : array.toList()) {
        if (!(each instanceof String || each instanceof Long)) {
          throw badValue(place, key);
        }
        values.add(each.toString());
      }
      return values;
    }
    throw badValue(place, key);
  }

  private static UserError badValue(String place, String key) {
    return error(
        "%s: '%s' takes text, a whole number, true or false, or a list of texts or numbers.",
        place, key);
  }

  private static String place(Path file, TomlTable table, String key) {
    return file + ":" + table.inputPositionOf(List.of(key)).line();
  }

  private static String section(Kind kind, String name, Map<String, List<String>> settings) {
    StringBuilder text = new StringBuilder();
    text.append("[%s.%s]\n".formatted(kind.section(), quotedIfNeeded(name)));
    settings.forEach(
        (key, values) -> text.append(key).append(" = ").append(toml(values)).append('\n'));
    return text.toString();
  }

  private static String toml(List<String> values) {
    if (values.isEmpty()) {
      return "true";
    }
    List<String> quoted = values.stream().map(Profiles::quoted).toList();
    return quoted.size() == 1 ? quoted.get(0) : "[" + String.join(", ", quoted) + "]";
  }

  private static String quotedIfNeeded(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : quoted(name);
  }

  private static String quoted(String text) {
    return '"' + Toml.tomlEscape(text).toString() + '"';
  }

  /** Written beside the file and moved there, so that nobody reads a half one. */
  private static void write(Path file, String section) throws IOException {
    boolean exists = Files.exists(file);
    String before = exists ? Files.readString(file).stripTrailing() : "";
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path beside = Files.createTempFile(folder, "connections", ".toml", ownerOnly(folder));
    try {
      Files.writeString(beside, before + (before.isEmpty() ? "" : "\n\n") + section);
      if (exists && Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static UserError error(String format, Object... args) {
    return new UserError(ERROR, format.formatted(args));
  }
}
