package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.protocol.Message;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies by TLS through a proxy, as in a company: a certificate authority of its own. */
@ExtendWith(LeakCheck.OfClass.class)
@Timeout(180)
class ProxyInCulvertTest {

  private static final String SECRET = "s3cr@t";
  private static final String HOST = "repo.example.org";

  @TempDir static Path folder;

  private static ExampleRepository repository;
  private static ConnectProxy open;
  private static ConnectProxy guarded;
  private static TestKernel kernel;

  @BeforeAll
  static void start() throws Exception {
    CertificateAuthority house = new CertificateAuthority("House");
    repository = new ExampleRepository(folder, HOST, house.server(HOST));
    for (String name : List.of("One", "Two", "Three")) {
      String source = "/** Number " + name + ". */ public class " + name + " {}";
      repository.publish(name.toLowerCase(Locale.ROOT), name, source);
    }
    repository.publishSource("two", "Two", "/** Number Two. */ public class Two {}");
    open = new ConnectProxy(repository.port(), null);
    guarded = new ConnectProxy(repository.port(), "ana:" + SECRET);
    Path trusted = house.trustStore(folder.resolve("house.p12"));
    kernel =
        TestKernel.start(
            BuiltKernel.spec(
                repository.home(),
                List.of(
                    "-Djavax.net.ssl.trustStore=" + trusted,
                    "-Djavax.net.ssl.trustStorePassword=changeit")));
  }

  @AfterAll
  static void end() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {kernel, open, guarded, repository}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static void use(String proxy) {
    kernel.execute("notebook().surroundings().setVariable(\"HTTPS_PROXY\", \"" + proxy + "\");");
  }

  @Test
  void dependenciesComeThroughTheProxyOfTheEnvironment() {
    use("http://127.0.0.1:" + open.port());

    BuiltKernel.runDownloading(kernel, "//DEPS org.example:one:1\norg.example.One.class");

    assertThat(open.requests()).contains("CONNECT " + HOST + ":443 HTTP/1.1");
  }

  @Test
  void aProxyThatWantsALoginGetsItForDependenciesAndForTheirDocumentation() throws Exception {
    use("http://ana:s3cr%40t@127.0.0.1:" + guarded.port());

    BuiltKernel.runDownloading(kernel, "//DEPS org.example:two:1\nimport org.example.Two;");

    assertThat(guarded.requests()).contains("CONNECT " + HOST + ":443 HTTP/1.1");
    String plain = "";
    while (!plain.contains("Number Two.")) { // a slow machine; the time limit ends it
      Message reply = kernel.client().inspect("Two", 3, 0);
      plain = reply.object("data").get("text/plain").toString();
    }
  }

  @Test
  void aWrongLoginIsRefusedWithoutShowingIt() {
    use("http://ana:wr0ng@127.0.0.1:" + guarded.port());

    Cell cell = kernel.execute("//DEPS org.example:three:1");

    assertThat(cell.reply().text("evalue"))
        .startsWith(
            "%maven org.example:three:1: org.example:three:pom:1 is not in the local repository,"
                + " and example (https://repo.example.org/) does not give it: ")
        .contains("407")
        .endsWith(
            " Check the network, HTTPS_PROXY, and the proxies and mirrors in ~/.m2/settings.xml.");
    assertThat(cell.messages().toString()).doesNotContain("wr0ng");
    kernel.execute("1 + 1").result("2").ok();
  }

  @Test
  void aCertificateOfAnotherHouseIsRefusedAndTheWayOutIsTold(@TempDir Path other) throws Exception {
    CertificateAuthority stranger = new CertificateAuthority("Stranger");
    try (ExampleRepository elsewhere = new ExampleRepository(other, HOST, stranger.server(HOST));
        ConnectProxy way = new ConnectProxy(elsewhere.port(), null)) {
      use("http://127.0.0.1:" + way.port());

      Cell cell = kernel.execute("//DEPS org.example:four:1");

      assertThat(cell.reply().text("evalue"))
          .startsWith(
              "%maven org.example:four:1: org.example:four:pom:1 is not in the local repository,"
                  + " and example (https://repo.example.org/) cannot be reached: its certificate"
                  + " is not trusted: ")
          .endsWith(
              ". If it is one of your own house, give the kernel's JVM a trust store that knows it:"
                  + " ./culvert install --jvm-opt -Djavax.net.ssl.trustStore=FILE.");
    }
    kernel.execute("1 + 1").result("2").ok();
  }
}
