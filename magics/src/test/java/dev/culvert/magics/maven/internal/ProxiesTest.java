package dev.culvert.magics.maven.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

  private static final String REMOTE = "http://repo.example.org/";
  private static final Wanted TOP = Wanted.of("org.example:top:1");

  @TempDir Path folder;
  private Path remote;

  @BeforeEach
  void makeARepository() throws Exception {
    remote = folder.resolve("remote");
    TestRepository.artifact(remote, "top", "");
  }

  private Path settings(String more) throws Exception {
    return TestRepository.settings(folder, REMOTE, folder.resolve("local"), more);
  }

  @Test
  void theEnvironmentsProxyIsUsed() throws Exception {
    try (LocalProxy proxy = new LocalProxy(remote, null)) {
      Map<String, String> environment = Map.of("http_proxy", "http://127.0.0.1:" + proxy.port());

      Resolver.withSettings(settings(""), environment).resolve(TOP);

      assertThat(proxy.requests)
          .contains("GET http://repo.example.org/org/example/top/1/top-1.jar");
    }
  }

  @Test
  void theSettingsProxyGoesBeforeItAndGetsItsLogin() throws Exception {
    try (LocalProxy proxy = new LocalProxy(remote, "ana:p@ss")) {
      Path settings =
          settings(
              """
              <proxies><proxy><active>true</active><protocol>http</protocol><host>127.0.0.1</host>
                <port>%d</port><username>ana</username><password>p@ss</password></proxy></proxies>
              """
                  .formatted(proxy.port()));

      assertThat(
              Resolver.withSettings(settings, Map.of("HTTP_PROXY", "http://127.0.0.1:1"))
                  .resolve(TOP))
          .hasSize(1);
    }
  }

  @Test
  void theEnvironmentsProxyMayHaveALogin() throws Exception {
    try (LocalProxy proxy = new LocalProxy(remote, "ana:p@ss")) {
      Map<String, String> environment =
          Map.of("HTTP_PROXY", "http://ana:p%40ss@127.0.0.1:" + proxy.port());

      assertThat(Resolver.withSettings(settings(""), environment).resolve(TOP)).hasSize(1);
    }
  }

  @Test
  void anHttpsRepositoryIsAskedForThroughHttpsProxyAndARefusalIsTold() throws Exception {
    try (LocalProxy proxy = new LocalProxy(remote, null)) {
      Path settings =
          TestRepository.settings(folder, "https://repo.example.org/", folder.resolve("local"), "");
      Map<String, String> environment =
          Map.of("HTTPS_PROXY", "http://ana:s3cret@127.0.0.1:" + proxy.port());

      assertThatThrownBy(() -> Resolver.withSettings(settings, environment).resolve(TOP))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("502")
          .hasMessageEndingWith(
              ". Check the network, HTTPS_PROXY, and the proxies and mirrors in"
                  + " ~/.m2/settings.xml.")
          .hasMessageNotContaining("s3cret");
      assertThat(proxy.requests).contains("CONNECT repo.example.org:443");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://repo.example.org/m, HTTPS_PROXY, http://proxy:3128, http://proxy:3128",
    "https://repo.example.org/m, https_proxy, proxy, http://proxy:80",
    "https://repo.example.org/m, ALL_PROXY, https://proxy:8443/, https://proxy:8443",
    "http://repo.example.org/m, HTTPS_PROXY, http://proxy:3128, none",
    "https://repo.example.org/m, HTTPS_PROXY, '', none",
    "file:/tmp/m, ALL_PROXY, http://proxy:3128, none",
  })
  void theVariableOfTheProtocolCounts(String url, String name, String value, String expected) {
    assertThat(text(proxy(url, Map.of(name, value)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "*, none",
    "example.org, none",
    ".example.org, none",
    "*.example.org, none",
    "'localhost, REPO.example.org', none",
    "repo.example.org:8443, none",
    "repo.example.org:443, http://proxy:3128",
    "ample.org, http://proxy:3128",
    "'', http://proxy:3128",
  })
  void hostsOfNoProxyAreAskedDirectly(String none, String expected) {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", none);
    assertThat(text(proxy("https://repo.example.org:8443/m", environment))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          socks5://ana:s3cret@proxy:1080 | HTTPS_PROXY is a socks5 proxy, and only http and https are known to the resolver.
          http://ana:s3cret@             | HTTPS_PROXY is no address of a proxy. Give it as http://host:port.
          proxy:port                     | HTTPS_PROXY is no address of a proxy. Give it as http://host:port.
          """)
  void aProxyThatCannotBeUsedIsNamedWithoutItsValue(String value, String message) {
    assertThatThrownBy(() -> proxy("https://repo.example.org/", Map.of("HTTPS_PROXY", value)))
        .isInstanceOf(UserError.class)
        .hasMessage("the environment variable " + message);
  }

  private static Proxy proxy(String url, Map<String, String> environment) {
    return new Proxies(repository -> null, environment)
        .getProxy(new RemoteRepository.Builder("mine", "default", url).build());
  }

  private static String text(Proxy proxy) {
    return proxy == null
        ? "none"
        : proxy.getType() + "://" + proxy.getHost() + ":" + proxy.getPort();
  }
}
