package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * A session that is given its bytes packet by packet, and passes data on read by read.
 *
 * <p>After each packet the library moves all that it was given beyond it to the start of its
 * buffer; with eight packets in a read, that is four times as much as they hold. So it gets the
 * start of a packet, which tells it the length, and then what is missing of that packet.
 *
 * <p>What the packets of one read hold for a channel is gathered, so that its client is written to
 * once and not for each packet. Invariants: nothing stays gathered when a read has been handled, or
 * when a message is that is no data, such as a channel's end; all of it is for one channel. Only
 * the thread that holds the decoding lock gathers and passes on.
 */
final class TunnelSession extends ClientSessionImpl {

  private static final int ENOUGH_FOR_LENGTH = 17; // more than a block of each cipher
  private static final int GATHERED = 256 << 10; // as much as a read brings

  private static final long LONG_WAY_NANOS = 5_000_000;
  private static final long VERY_LONG_WAY_NANOS = 50_000_000;

  private ByteBuffer gathered; // null: there was nothing to gather yet
  private Incoming gatheredFor; // null: nothing is gathered
  private Readable unhandled; // what is left of the read; null between reads
  private final boolean connectedQuickly;
  private long quickestOpening = Long.MAX_VALUE; // of a channel, nanoseconds; the reading thread's

  TunnelSession(ClientFactoryManager client, IoSession connection) throws Exception {
    super(client, connection);
    this.connectedQuickly =
        connection instanceof TcpSession tcp && tcp.connectNanos() < LONG_WAY_NANOS;
  }

  @Override
  public void messageReceived(Readable bytes) throws Exception {
    decodeLock.lock();
    try {
      unhandled = bytes;
      Piece piece = new Piece(bytes);
      while (bytes.available() > 0) {
        piece.left = Math.min(bytes.available(), wanted());
        super.messageReceived(piece);
      }
    } finally {
      try {
        passGathered();
      } finally {
        unhandled = null;
        decodeLock.unlock();
      }
    }
  }

  /** Takes a packet's data, which goes on now or with what else the read brings for its channel. */
  void deliver(Incoming to, byte[] data, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(data, offset, length);
    boolean fits = to == gatheredFor && length <= gathered.remaining();
    if (!fits) {
      passGathered();
    }
    boolean last = gatheredFor == null && unhandled.available() == 0;
    if (last || length > GATHERED) {
      to.receive(bytes);
      return;
    }
    if (gathered == null) {
      gathered = ByteBuffer.allocateDirect(GATHERED);
    }
    gathered.put(bytes);
    gatheredFor = to;
  }

  /**
   * Notes how long a channel took to open, and tells whether it is a long way to the server. A busy
   * machine or a fresh JVM makes an opening slow, a long way makes all of them. Where connecting
   * was quick, only much slower ones count: then something between answers for the server.
   */
  boolean isLongWay(long openingNanos) {
    quickestOpening = Math.min(quickestOpening, openingNanos);
    return quickestOpening >= (connectedQuickly ? VERY_LONG_WAY_NANOS : LONG_WAY_NANOS);
  }

  @Override
  protected void handleMessage(Buffer message) throws Exception {
    if (message.array()[message.rpos()] != SshConstants.SSH_MSG_CHANNEL_DATA) {
      passGathered();
    }
    super.handleMessage(message);
  }

  private void passGathered() throws IOException {
    if (gatheredFor != null) {
      Incoming to = gatheredFor;
      gatheredFor = null;
      try {
        to.receive(gathered.flip());
      } finally {
        gathered.clear();
      }
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
