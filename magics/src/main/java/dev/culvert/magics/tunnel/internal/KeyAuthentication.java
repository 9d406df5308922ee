package dev.culvert.magics.tunnel.internal;

import java.security.KeyPair;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/**
 * Shows keys in our order; the library would show everything an agent holds before the key that was
 * named. Set before the login begins, read by the library's thread.
 */
final class KeyAuthentication extends UserAuthPublicKeyFactory {

  private volatile List<Credentials.Key> toShow = List.of();
  private volatile Optional<? extends SshAgent> agent = Optional.empty();

  KeyAuthentication(List<NamedFactory<Signature>> signatures) {
    super(signatures);
  }

  /** What to show, and who signs for keys without a private half. */
  void offer(List<Credentials.Key> keys, Optional<? extends SshAgent> signer) {
    toShow = List.copyOf(keys);
    agent = signer;
  }

  @Override
  public UserAuthPublicKey createUserAuth(ClientSession session) {
    return new UserAuthPublicKey(getSignatureFactories()) {
      @Override
      protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
          ClientSession of, SignatureFactoriesManager manager) {
        return toShow.stream().map(key -> identity(key, manager, of)).iterator();
      }
    };
  }

  private PublicKeyIdentity identity(
      Credentials.Key key, SignatureFactoriesManager manager, ClientSession session) {
    return key.inAgent()
        ? new InAgent(key, agent.orElseThrow())
        : new KeyPairIdentity(manager, session, key.pair());
  }

  /** A key whose private half stays in the agent. */
  private record InAgent(Credentials.Key key, SshAgent agent) implements PublicKeyIdentity {

    @Override
    public KeyPair getKeyIdentity() {
      return key.pair();
    }

    @Override
    public Map.Entry<String, byte[]> sign(SessionContext session, String algorithm, byte[] data)
        throws Exception {
      return agent.sign(session, key.publicKey(), algorithm, data);
    }
  }
}
