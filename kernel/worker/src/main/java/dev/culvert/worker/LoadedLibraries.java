package dev.culvert.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    try (Stream<String> lines = Files.lines(MAPS, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> isForeign(line, jdk));
    } catch (IOException | UncheckedIOException e) {
      return true; // nothing is known, so nothing is left out
    }
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
