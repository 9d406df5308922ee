package dev.culvert.magics.log.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.log.JulSystem;
import dev.culvert.magics.log.LogSettings;
import dev.culvert.magics.log.LogSystem;
import dev.culvert.magics.log.LogTail;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The logging libraries that this notebook's lines are taken from; calls are serialized. */
final class Capture {

  private static final Set<String> LEVELS =
      Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
  private static final String LOGBACK = "dev.culvert.magics.log.logback.LogbackSystem";

  private final LogTail tail = new LogTail();
  private final List<LogSystem> systems = new ArrayList<>(); // guarded by this

  LogTail tail() {
    return tail;
  }

  /** Attaches to what is there now; gives what was done, in words. */
  synchronized String on(LogSettings settings, ClassLoader cells) {
    off();
    systems.add(new JulSystem());
    String about = addLogback(cells);
    List<String> done = new ArrayList<>();
    systems.forEach(system -> done.add(system.attach(settings)));
    if (!about.isEmpty()) {
      done.add(about);
    }
    return String.join("\n", done);
  }

  /** Logback's classes are the notebook's, so ours that use them are found in its loader. */
  private String addLogback(ClassLoader cells) {
    if (cells == null || cells.getResource("ch/qos/logback/classic/Logger.class") == null) {
      return "Logback: not on the class path; add it with %maven and say %log on again";
    }
    try {
      systems.add(
          (LogSystem) Class.forName(LOGBACK, true, cells).getDeclaredConstructor().newInstance());
      return "";
    } catch (InvocationTargetException e) {
      return "Logback: not shown, since " + e.getCause().getMessage();
    } catch (ReflectiveOperationException | LinkageError e) {
      return "Logback: not shown, since this version is not known here (" + e.getMessage() + ")";
    }
  }

  synchronized void off() {
    systems.forEach(LogSystem::detach);
    systems.clear();
  }

  synchronized void level(String logger, String level) {
    String name = checked(level);
    if (systems.isEmpty()) {
      throw new UserError("LogError", "%log level: nothing is shown yet. Say %log on first.");
    }
    systems.forEach(system -> system.level(logger, name));
  }

  static String checked(String level) {
    String name = level.toUpperCase(Locale.ROOT);
    if (!LEVELS.contains(name)) {
      throw UserError.usage(
          "%log: no level '" + level + "'. There are trace, debug, info, warn, error and off.");
    }
    return name;
  }
}
