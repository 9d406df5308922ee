package dev.culvert.magics.tunnel.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.kex.DHGClient;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.digest.Digest;
import org.apache.sshd.common.kex.AbstractDH;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.BuiltinKEM;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.kex.MontgomeryCurve;
import org.apache.sshd.common.kex.XDH;

/**
 * The exchange that OpenSSH 9.0 to 9.8 prefer, sntrup761 with X25519, with its first pair of keys
 * made ahead: in a fresh JVM that takes two thirds of a second of processor time, and the login
 * waits for it.
 *
 * <p>Invariant: a pair is used in one exchange at most.
 *
 * @param name as servers know it
 */
record EarlyExchange(String name) implements DHFactory {

  private static final Set<String> NAMES =
      Set.of(
          BuiltinDHFactories.sntrup761x25519.getName(),
          BuiltinDHFactories.sntrup761x25519_openssh.getName());

  private static final AtomicReference<FirstPair> FIRST = new AtomicReference<>(new FirstPair());

  /** The exchanges, with the ones that this is for in their place. */
  static List<KeyExchangeFactory> among(List<KeyExchangeFactory> exchanges) {
    return exchanges.stream()
        .map(
            each ->
                NAMES.contains(each.getName())
                    ? DHGClient.newFactory(new EarlyExchange(each.getName()))
                    : each)
        .toList();
  }

  /** Makes the first pair, unless an exchange has taken it already. */
  static void makeFirstPair() {
    FirstPair pair = FIRST.get();
    if (pair != null && BuiltinKEM.sntrup761.isSupported()) {
      pair.init();
    }
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isGroupExchange() {
    return false;
  }

  @Override
  public boolean isSupported() {
    return BuiltinDHFactories.sntrup761x25519.isSupported();
  }

  @Override
  public AbstractDH create(Object... none) throws Exception {
    return new XDH(MontgomeryCurve.x25519, true) {
      @Override
      public KeyEncapsulationMethod getKeyEncapsulation() {
        return new FirstPairFirst();
      }

      @Override
      public Digest getHash() {
        return BuiltinDigests.sha512.create();
      }
    };
  }

  private static final class FirstPairFirst implements KeyEncapsulationMethod {
    @Override
    public Client getClient() {
      FirstPair first = FIRST.getAndSet(null);
      return first == null ? BuiltinKEM.sntrup761.getClient() : first;
    }

    @Override
    public Server getServer() {
      return BuiltinKEM.sntrup761.getServer();
    }
  }

  /** A pair that is made once, by whoever comes first; others wait for it. */
  static final class FirstPair implements KeyEncapsulationMethod.Client {
    private KeyEncapsulationMethod.Client made; // null: not yet; guarded by this

    @Override
    public synchronized void init() {
      if (made == null) {
        KeyEncapsulationMethod.Client client = BuiltinKEM.sntrup761.getClient();
        client.init();
        made = client;
      }
    }

    @Override
    public synchronized byte[] getPublicKey() {
      return made.getPublicKey();
    }

    @Override
    public synchronized byte[] extractSecret(byte[] encapsulated) {
      return made.extractSecret(encapsulated);
    }

    @Override
    public synchronized int getEncapsulationLength() {
      return made.getEncapsulationLength();
    }
  }
}
