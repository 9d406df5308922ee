package dev.culvert.magics.tunnel.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientConnectionServiceFactory;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Makes SSH clients with settings that suit tunnels; the library's own defaults trust every host,
 * read {@code ~/.ssh}, close quiet sessions and send no keepalives.
 *
 * <p>Each tunnel has a client of its own, so that one that hangs cannot hold up another's
 * keepalives, and closing it ends all its threads.
 */
final class SshClients {

  private static final long WINDOW = 8L << 20;
  private static final long NEW_KEYS_AFTER = 16L << 30; // a quarter of what AES may encrypt by one
  private static final Duration PRACTICALLY_FOREVER = Duration.ofDays(3650);

  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  private static final List<BuiltinSignatures> CERTIFICATES =
      List.of(
          BuiltinSignatures.ed25519_cert,
          BuiltinSignatures.nistp256_cert,
          BuiltinSignatures.nistp384_cert,
          BuiltinSignatures.nistp521_cert,
          BuiltinSignatures.rsaSHA512_cert,
          BuiltinSignatures.rsaSHA256_cert);

  private SshClients() {}

  /**
   * A client that is not started yet.
   *
   * @param hostKeyCheck also knows the types of the server's keys: they are asked for first, so
   *     that a server with several keys shows one that can be checked
   * @param keys shows the user's keys
   */
  static TunnelClient create(
      SshPlan plan,
      HostKeyCheck hostKeyCheck,
      AuthTrace trace,
      Questions questions,
      KeyAuthentication keys) {
    SshSecurity.prepare();
    TunnelClient client = (TunnelClient) ClientBuilder.builder().factory(TunnelClient::new).build();
    client.setServerKeyVerifier(hostKeyCheck);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
    client.setPublicKeyAuthenticationReporter(trace);
    client.setPasswordAuthenticationReporter(trace);
    client.setUserInteraction(questions);
    client.setServiceFactories(List.of(trace.service(), ClientConnectionServiceFactory.INSTANCE));
    client.setUserAuthFactories(
        List.of(
            keys, UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
    // Else the library answers whatever mentions a password, even a one-time one, by itself.
    PropertyResolverUtils.updateProperty(
        client, UserInteraction.AUTO_DETECT_PASSWORD_PROMPT, false);
    Negotiation negotiation = plan.negotiation();
    chooseAlgorithms(client, hostKeyCheck.known(), negotiation);
    if (negotiation.compress()) {
      client.setCompressionFactories(
          List.of(BuiltinCompressions.delayedZlib, BuiltinCompressions.none));
    }
    tune(client);
    CoreModuleProperties.PREFERRED_AUTHS.set(client, String.join(",", negotiation.methods()));
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, negotiation.passwordPrompts());
    if (negotiation.rekeyBytes() > 0) {
      CoreModuleProperties.REKEY_BYTES_LIMIT.set(client, negotiation.rekeyBytes());
    }
    if (!negotiation.rekeyTime().isZero()) {
      CoreModuleProperties.REKEY_TIME_LIMIT.set(client, negotiation.rekeyTime());
    }
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, plan.keepalive());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, plan.keepalivesMissed());
    return client;
  }

  /** What the user's own keys may sign with, certificates first. */
  static List<NamedFactory<Signature>> userSignatures(Negotiation negotiation) {
    List<NamedFactory<Signature>> usual = new ArrayList<>(CERTIFICATES);
    usual.addAll(SIGNATURES);
    return chosen(
        negotiation, "pubkeyacceptedalgorithms", usual, supported(BuiltinSignatures.VALUES));
  }

  /** What a configuration makes of our own list, out of all that the library has. */
  private static <F extends NamedResource> List<F> chosen(
      Negotiation negotiation, String keyword, List<F> usual, Collection<? extends F> all) {
    Map<String, F> byName = new LinkedHashMap<>();
    usual.forEach(factory -> byName.put(factory.getName(), factory));
    all.forEach(factory -> byName.putIfAbsent(factory.getName(), factory));
    return negotiation
        .algorithms(
            keyword,
            usual.stream().map(NamedResource::getName).toList(),
            List.copyOf(byName.keySet()))
        .stream()
        .map(byName::get)
        .toList();
  }

  private static <F extends OptionalFeature> List<F> supported(Collection<F> all) {
    return all.stream().filter(OptionalFeature::isSupported).toList();
  }

  private static void chooseAlgorithms(
      SshClient client, KnownHosts known, Negotiation negotiation) {
    client.setSignatureFactories(signatures(known));
    List<NamedFactory<Cipher>> ciphers =
        List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.cc20p1305_openssh);
    List<BuiltinCiphers> allCiphers =
        supported(BuiltinCiphers.VALUES).stream()
            .filter(cipher -> cipher != BuiltinCiphers.none)
            .toList();
    client.setCipherFactories(chosen(negotiation, "ciphers", ciphers, allCiphers));
    List<NamedFactory<Mac>> macs =
        List.of(
            BuiltinMacs.hmacsha256etm,
            BuiltinMacs.hmacsha512etm,
            BuiltinMacs.hmacsha256,
            BuiltinMacs.hmacsha512);
    client.setMacFactories(chosen(negotiation, "macs", macs, supported(BuiltinMacs.VALUES)));
    client.setKeyExchangeFactories(
        chosen(
            negotiation,
            "kexalgorithms",
            EarlyExchange.among(quickestFirst(client.getKeyExchangeFactories())),
            NamedFactory.setUpTransformedFactories(
                true, List.copyOf(BuiltinDHFactories.VALUES), ClientBuilder.DH2KEX)));
  }

  /** ML-KEM first, as newer versions of ssh have it; the library has it second. */
  private static List<KeyExchangeFactory> quickestFirst(List<KeyExchangeFactory> exchanges) {
    String first = BuiltinDHFactories.mlkem768x25519.getName();
    return exchanges.stream()
        .sorted(Comparator.comparing(each -> !each.getName().equals(first)))
        .toList();
  }

  /** Certificates are asked for only where an authority is known: nothing else can check them. */
  private static List<NamedFactory<Signature>> signatures(KnownHosts known) {
    Set<String> knownTypes = known.knownTypes();
    List<NamedFactory<Signature>> ordered =
        new ArrayList<>(known.hasAuthority() ? CERTIFICATES : List.of());
    SIGNATURES.stream().filter(signature -> checks(signature, knownTypes)).forEach(ordered::add);
    SIGNATURES.stream().filter(signature -> !checks(signature, knownTypes)).forEach(ordered::add);
    return ordered;
  }

  private static boolean checks(BuiltinSignatures signature, Set<String> keyTypes) {
    boolean rsa = signature.getName().startsWith("rsa-");
    return keyTypes.contains(rsa ? "ssh-rsa" : signature.getName());
  }

  private static void tune(SshClient client) {
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
    CoreModuleProperties.REKEY_BYTES_LIMIT.set(client, NEW_KEYS_AFTER);
    // A target that does not read for a while is slow, not dead.
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, PRACTICALLY_FOREVER);
    CoreModuleProperties.NIO_WORKERS.set(client, 2);
    // Each step has a deadline of ours, which waits while the user types.
    CoreModuleProperties.AUTH_TIMEOUT.set(client, PRACTICALLY_FOREVER);
  }
}
