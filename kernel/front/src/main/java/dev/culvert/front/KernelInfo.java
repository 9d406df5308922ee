package dev.culvert.front;

import dev.culvert.protocol.Message;
import java.util.List;
import java.util.Map;

/** What the kernel says of itself. */
final class KernelInfo {

  private KernelInfo() {}

  static Map<String, Object> content() {
    String java = Runtime.version().toString();
    return Map.of(
        "status",
        "ok",
        "protocol_version",
        Message.PROTOCOL_VERSION,
        "implementation",
        "culvert",
        "implementation_version",
        version(),
        "language_info",
        Map.of(
            "name", "java",
            "version", java,
            "mimetype", "text/x-java",
            "file_extension", ".java",
            "pygments_lexer", "java",
            "codemirror_mode", "text/x-java",
            "nbconvert_exporter", "script"),
        "banner",
        "Culvert "
            + version()
            + " on Java "
            + java
            + ". %lsmagic lists the magics; every line of output stays in its cell.",
        "supported_features",
        List.of(),
        "help_links",
        List.of(
            Map.of(
                "text",
                "Java API",
                "url",
                "https://docs.oracle.com/en/java/javase/"
                    + Runtime.version().feature()
                    + "/docs/api/")));
  }

  private static String version() {
    String version = KernelInfo.class.getPackage().getImplementationVersion();
    return version == null ? "0.1.0-SNAPSHOT" : version;
  }
}
