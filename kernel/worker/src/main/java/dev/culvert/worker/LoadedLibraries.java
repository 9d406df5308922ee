package dev.culvert.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The native libraries in this process, read from Linux's {@code /proc/self/maps}. Stateless. */
final class LoadedLibraries {

  private static final Path MAPS = Path.of("/proc/self/maps");

  /** What the JVM itself brings along from the system; of glibc and of musl. */
  private static final Pattern SYSTEM =
      Pattern.compile(
          "lib(c|m|dl|rt|pthread|z|gcc_s|stdc\\+\\+|resolv|nss_\\w+)[.-].*|ld-.*|libc\\.musl-.*");

  /** The JDK's way to the C library for callers of the foreign function API. */
  private static final String LOOKUP = "libsyslookup.so";

  private LoadedLibraries() {}

  /** Whether code that is neither the JDK's nor the system's may have called the C library. */
  static boolean haveForeign() {
    String jdk = System.getProperty("java.home") + "/";
    String maps;
    try {
      maps = Files.readString(MAPS, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return true; // nothing is known, so nothing is left out
    }
    for (String line : maps.split("\n")) {
      if (isForeign(line, jdk)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a line of the maps is the code of a foreign library. */
  static boolean isForeign(String line, String jdk) {
    int start = line.indexOf('/');
    if (start < 0 || line.indexOf("r-xp ") < 0) {
      return false;
    }
    String path = line.substring(start);
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (path.startsWith(jdk)) {
      return name.equals(LOOKUP);
    }
    return !SYSTEM.matcher(name).matches();
  }
}
