package dev.culvert.magics.child;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways in which this JDK can start a process; see {@code jdk.lang.Process.launchMechanism}. */
final class StartMethod {

  static final String PROPERTY = "jdk.lang.Process.launchMechanism";

  private StartMethod() {}

  /** In lower case, in the JDK's order; empty where there is but one way, as on Windows. */
  static List<String> all() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    try {
      Class<?> mechanisms = Class.forName("java.lang.ProcessImpl$LaunchMechanism");
      return Arrays.stream(mechanisms.getEnumConstants())
          .map(mechanism -> mechanism.toString().toLowerCase(Locale.ROOT))
          .filter(name -> linux || !name.equals("vfork"))
          .toList();
    } catch (ClassNotFoundException e) {
      return List.of();
    }
  }

  /** The one that the JDK is told: {@code VFORK}. */
  static String checked(String name) {
    if (!all().contains(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no way to start a process here; this JDK has " + all());
    }
    return name.toUpperCase(Locale.ROOT);
  }
}
