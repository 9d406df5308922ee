package dev.culvert.magics.maven.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpServer;
import dev.culvert.api.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that wants a login, and what settings say of it. */
class SettingsTest {

  private static final Wanted TOP = Wanted.of("org.example:top:1");

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    Path remote = folder.resolve("remote");
    TestRepository.artifact(remote, "top", "");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server
        .createContext(
            "/",
            exchange -> {
              Path file = remote.resolve(exchange.getRequestURI().getPath().substring(1));
              boolean there = Files.isRegularFile(file);
              byte[] bytes = there ? Files.readAllBytes(file) : new byte[0];
              exchange.sendResponseHeaders(there ? 200 : 404, there ? bytes.length : -1);
              exchange.getResponseBody().write(bytes);
              exchange.close();
            })
        .setAuthenticator(
            new BasicAuthenticator("repository") {
              @Override
              public boolean checkCredentials(String user, String word) {
                return user.equals("ana") && word.equals("p@ss");
              }
            });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private Resolver with(String login, String address) throws IOException {
    Path settings = TestRepository.settings(folder, address, folder.resolve("local"), login);
    return Resolver.withSettings(settings, Map.of());
  }

  private static String login(String id, String word) {
    return """
        <servers><server>
          <id>%s</id><username>ana</username><password>%s</password>
        </server></servers>
        """
        .formatted(id, word);
  }

  @Test
  void aMirrorGetsTheLoginOfItsId() throws Exception {
    assertThat(with(login("mine", "p@ss"), "http://" + address()).resolve(TOP)).hasSize(1);
  }

  @Test
  void aRepositoryOfTheCallGetsTheLoginOfItsId() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            "<settings><localRepository>%s</localRepository>%s</settings>"
                .formatted(folder.resolve("local"), login("house", "p@ss")));
    List<String> repositories = List.of("house=http://" + address());

    assertThat(
            Resolver.withSettings(settings, Map.of())
                .resolve(
                    new Wanted(
                        TOP.coordinates(), List.of(), List.of(), repositories, Network.USUAL)))
        .hasSize(1);
  }

  @Test
  void aWrongLoginIsAnErrorThatDoesNotShowIt() {
    assertThatThrownBy(() -> with(login("mine", "wr0ng"), "http://" + address()).resolve(TOP))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "%maven org.example:top:1: org.example:top:pom:1 is not in the local repository, and"
                + " mine (http://"
                + address()
                + ") does not give it: ")
        .hasMessageContaining("401")
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  void aLoginInTheAddressOfAMirrorIsNotShown() {
    assertThatThrownBy(() -> with("", "http://ana:wr0ng@" + address()).resolve(TOP))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("mine (http://" + address() + ") does not give it: ")
        .hasMessageNotContaining("wr0ng");
  }
}
