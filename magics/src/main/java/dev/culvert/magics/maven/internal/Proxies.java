package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;

/**
 * The proxy on the way to a repository: that of the settings, else that of the environment, which
 * Maven itself does not look at: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code
 * NO_PROXY}, in capitals or not, as curl reads them.
 *
 * <p>Hazard: the value may hold a password, so no message shows it. Immutable.
 */
final class Proxies implements ProxySelector {

  private static final int HTTP_PORT = 80;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://)?(?:(?<user>[^:@/]*)(?::(?<word>[^@/]*))?@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^:@/\\s]+)(?::(?<port>\\d{1,5}))?/?");

  private final ProxySelector settings;
  private final Map<String, String> environment;

  Proxies(ProxySelector settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /**
   * The proxy; null for none.
   *
   * @throws UserError if the environment names one that cannot be used
   */
  @Override
  public Proxy getProxy(RemoteRepository repository) {
    Proxy chosen = settings == null ? null : settings.getProxy(repository);
    String protocol = repository.getProtocol().toLowerCase(Locale.ROOT);
    if (chosen != null || !protocol.matches("https?") || isDirect(repository)) {
      return chosen;
    }
    for (String name : new String[] {protocol + "_proxy", "all_proxy"}) {
      String written = value(name);
      if (!written.isEmpty()) {
        return proxy(name.toUpperCase(Locale.ROOT), written);
      }
    }
    return null;
  }

  private String value(String name) {
    String small = environment.get(name);
    String value = small == null ? environment.get(name.toUpperCase(Locale.ROOT)) : small;
    return value == null ? "" : value.strip();
  }

  private boolean isDirect(RemoteRepository repository) {
    String host = repository.getHost().toLowerCase(Locale.ROOT);
    int port = URI.create(repository.getUrl()).getPort();
    return Arrays.stream(value("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .map(each -> each.replaceFirst("^\\*?\\.", ""))
        .map(each -> port < 0 ? each : each.replaceFirst(":" + port + "$", ""))
        .filter(each -> !each.isEmpty())
        .anyMatch(each -> each.equals("*") || host.equals(each) || host.endsWith("." + each));
  }

  private static Proxy proxy(String name, String written) {
    Matcher parts = ADDRESS.matcher(written);
    if (!parts.matches()) {
      throw error(name + " is no address of a proxy. Give it as http://host:port.");
    }
    String scheme = parts.group("scheme");
    if (scheme != null && !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw error(
          name + " is a " + scheme + " proxy, and only http and https are known to the resolver.");
    }
    int port = parts.group("port") == null ? HTTP_PORT : Integer.parseInt(parts.group("port"));
    String type = scheme == null ? Proxy.TYPE_HTTP : scheme.toLowerCase(Locale.ROOT);
    return new Proxy(type, parts.group("host"), port, login(parts));
  }

  private static Authentication login(Matcher parts) {
    if (parts.group("user") == null) {
      return null;
    }
    String word = parts.group("word") == null ? "" : parts.group("word");
    return new AuthenticationBuilder()
        .addUsername(decoded(parts.group("user")))
        .addPassword(decoded(word))
        .build();
  }

  /** Signs that cannot stand in an address are written as {@code %40}. */
  private static String decoded(String text) {
    return Pattern.compile("(?:%[0-9a-fA-F]{2})+")
        .matcher(text)
        .replaceAll(
            run ->
                Matcher.quoteReplacement(URI.create("x:" + run.group()).getSchemeSpecificPart()));
  }

  private static UserError error(String message) {
    return new UserError("MavenError", "the environment variable " + message);
  }
}
