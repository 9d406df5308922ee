package dev.culvert.magics.tunnel.internal;

import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;

/**
 * A session that is given its bytes packet by packet.
 *
 * <p>After each packet the library moves all that it was given beyond it to the start of its
 * buffer; with eight packets in a read, that is four times as much as they hold. So it gets the
 * start of a packet, which tells it the length, and then what is missing of that packet.
 */
final class TunnelSession extends ClientSessionImpl {

  private static final int ENOUGH_FOR_LENGTH = 17; // more than a block of each cipher

  TunnelSession(ClientFactoryManager client, IoSession connection) throws Exception {
    super(client, connection);
  }

  @Override
  public void messageReceived(Readable bytes) throws Exception {
    decodeLock.lock();
    try {
      Piece piece = new Piece(bytes);
      while (bytes.available() > 0) {
        piece.left = Math.min(bytes.available(), wanted());
        super.messageReceived(piece);
      }
    } finally {
      decodeLock.unlock();
    }
  }

  private int wanted() {
    if (decoderState == 0) {
      return ENOUGH_FOR_LENGTH;
    }
    int tag = inCipher == null ? 0 : inCipher.getAuthenticationTagSize();
    int mac = inMac == null ? 0 : inMacSize;
    int packet = Integer.BYTES + decoderLength + tag + mac;
    // The library asks a corrupt stream for more than a packet before it gives up.
    return Math.max(1, packet - decoderBuffer.wpos());
  }

  /** The next bytes of a whole; reading them takes them from it. */
  private static final class Piece implements Readable {
    private final Readable whole;
    private int left;

    Piece(Readable whole) {
      this.whole = whole;
    }

    @Override
    public int available() {
      return left;
    }

    @Override
    public void getRawBytes(byte[] data, int offset, int length) {
      whole.getRawBytes(data, offset, length);
      left -= length;
    }
  }
}
