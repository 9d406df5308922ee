package dev.culvert.it;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.net.ssl.SSLContext;

/**
 * A Maven repository on the loopback interface, and the home folder of a user whose settings know
 * no other one. Its artifacts are of the group {@code org.example}, in version 1, made by the JDK's
 * own tools.
 */
final class ExampleRepository implements AutoCloseable {

  private final Path folder;
  private final String host; // null for one without TLS
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /**
   * @param folder empty
   */
  ExampleRepository(Path folder) throws IOException {
    this(folder, null, HttpServer.create(ANY_PORT, 0));
  }

  /**
   * One by TLS, behind a proxy that knows where its host is.
   *
   * @param folder empty
   * @param host what settings call it
   */
  ExampleRepository(Path folder, String host, SSLContext tls) throws IOException {
    this(folder, host, secured(tls));
  }

  private static HttpServer secured(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(ANY_PORT, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private ExampleRepository(Path folder, String host, HttpServer server) throws IOException {
    this.folder = folder;
    this.host = host;
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          Path file = served().resolve(exchange.getRequestURI().getPath().substring(1));
          boolean there = Files.isRegularFile(file);
          byte[] bytes = there ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(there ? 200 : 404, there ? bytes.length : -1);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    Files.writeString(
        Files.createDirectories(home().resolve(".m2")).resolve("settings.xml"),
        """
        <settings><mirrors><mirror>
          <id>example</id><mirrorOf>*</mirrorOf><url>%s</url>
        </mirror></mirrors></settings>
        """
            .formatted(address()));
  }

  private Path served() {
    return folder.resolve("served");
  }

  int port() {
    return server.getAddress().getPort();
  }

  private String address() {
    return host == null ? "http://127.0.0.1:" + port() + "/" : "https://" + host + "/";
  }

  /** The user's home, with settings and an empty local repository. */
  Path home() {
    return folder.resolve("home");
  }

  /** Puts all that is published into the local repository, as if it had been built here. */
  void install() throws IOException {
    Path local = home().resolve(".m2/repository");
    try (Stream<Path> all = Files.walk(served())) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Path file = local.resolve(served().relativize(each));
        Files.createDirectories(file.getParent());
        Files.copy(each, file);
      }
    }
  }

  /** How often a file was asked for. */
  long asked(String file) {
    return requests.stream().filter(each -> each.endsWith("/" + file)).count();
  }

  /** Publishes a class {@code org.example.NAME} as an artifact, without documentation. */
  void publish(String artifact, String name, String source) throws IOException {
    Path home = Files.createDirectories(served().resolve("org/example/" + artifact + "/1"));
    Files.writeString(
        home.resolve(artifact + "-1.pom"),
        """
        <project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>
          <artifactId>%s</artifactId><version>1</version></project>
        """
            .formatted(artifact));
    Path file = source(artifact, name, source);
    Path classes = folder.resolve("classes-" + artifact);
    run("javac", "-d", classes.toString(), file.toString());
    jar(home.resolve(artifact + "-1.jar"), classes);
  }

  /** Publishes its source. */
  void publishSource(String artifact, String name, String source) throws IOException {
    source(artifact, name, source);
    jar(beside(artifact, "sources"), sources(artifact));
  }

  /** Publishes the pages that javadoc makes of its source. */
  void publishPages(String artifact, String name, String source) throws IOException {
    Path pages = folder.resolve("pages-" + artifact);
    run(
        "javadoc",
        "-quiet",
        "-Xdoclint:none",
        "-d",
        pages.toString(),
        source(artifact, name, source).toString());
    jar(beside(artifact, "javadoc"), pages);
  }

  /** Publishes a sources jar that holds none. */
  void publishRemark(String artifact) throws IOException {
    Path remark = Files.createDirectories(folder.resolve("remark"));
    Files.writeString(remark.resolve("README.txt"), "Sources are not published.");
    jar(beside(artifact, "sources"), remark);
  }

  private Path beside(String artifact, String classifier) {
    return served()
        .resolve("org/example/" + artifact + "/1/" + artifact + "-1-" + classifier + ".jar");
  }

  private Path sources(String artifact) {
    return folder.resolve("sources-" + artifact);
  }

  private Path source(String artifact, String name, String source) throws IOException {
    Path home = Files.createDirectories(sources(artifact).resolve("org/example"));
    return Files.writeString(
        home.resolve(name + ".java"), "package org.example;\n\n" + source, StandardCharsets.UTF_8);
  }

  private static void run(String tool, String... words) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    if (ToolProvider.findFirst(tool).orElseThrow().run(out, out, words) != 0) {
      throw new AssertionError(tool + ": " + said);
    }
  }

  private static void jar(Path file, Path content) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> all = Files.walk(content)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(content.relativize(each).toString()));
        Files.copy(each, jar);
      }
    }
  }

  /** From now on nobody answers. */
  @Override
  public void close() {
    server.stop(0);
  }
}
